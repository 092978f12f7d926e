/** Runs at length and at large: what must stay flat for hours, and what must hold for thousands. */
@NullMarked
package io.waybill.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
