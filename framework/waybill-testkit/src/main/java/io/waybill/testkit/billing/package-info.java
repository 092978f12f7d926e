/**
 * A loopback model server for tests that keeps its own bill: the second opinion on what a run cost.
 * It knows nothing of the ledger, of runs, of plans, of {@code Usage} or of {@code Money}: its
 * prices and its arithmetic are its own.
 */
@NullMarked
package io.waybill.testkit.billing;

import org.jspecify.annotations.NullMarked;
