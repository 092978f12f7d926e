/** Routers on paper: how good one is, and which of two is better. */
@NullMarked
package io.waybill.reports.router;

import org.jspecify.annotations.NullMarked;
