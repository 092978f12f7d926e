/**
 * The same workloads, built by Waybill, by two other frameworks, and by hand as the limits; and the
 * measurements of them. All state is an integer {@code n} in whatever the peer keeps state in, so
 * that all do the same work and every result can be checked.
 */
@NullMarked
package io.waybill.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
