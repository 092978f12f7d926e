/** Measurements, on JMH. */
@NullMarked
package io.waybill.benchmarks;

import org.jspecify.annotations.NullMarked;
