/** Runs as OpenTelemetry traces and metrics: a picture of the ledger, never a second one. */
@NullMarked
package io.waybill.telemetry;

import org.jspecify.annotations.NullMarked;
