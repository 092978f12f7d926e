/** Routers: ordered rules, and the nearest of given examples. */
@NullMarked
package io.waybill.routing;

import org.jspecify.annotations.NullMarked;
