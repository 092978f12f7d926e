/** Runs on paper: receipts as pages, audits, sums over many runs. */
@NullMarked
package io.waybill.reports;

import org.jspecify.annotations.NullMarked;
