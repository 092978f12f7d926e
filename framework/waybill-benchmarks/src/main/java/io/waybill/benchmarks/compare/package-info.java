/** Measures Waybill beside the limits and two other frameworks, and writes the table of it. */
@NullMarked
package io.waybill.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
