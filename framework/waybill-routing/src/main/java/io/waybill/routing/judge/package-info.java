/** How good a router is: on rows that it has not seen. */
@NullMarked
package io.waybill.routing.judge;

import org.jspecify.annotations.NullMarked;
