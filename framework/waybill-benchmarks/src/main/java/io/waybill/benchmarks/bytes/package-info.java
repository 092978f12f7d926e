/** The guard on the bytes that Waybill's main workloads allocate. */
@NullMarked
package io.waybill.benchmarks.bytes;

import org.jspecify.annotations.NullMarked;
