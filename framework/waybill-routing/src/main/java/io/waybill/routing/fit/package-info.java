/** Fitting routers to labelled rows, and the file that a fitted router is. */
@NullMarked
package io.waybill.routing.fit;

import org.jspecify.annotations.NullMarked;
