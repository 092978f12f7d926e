/** A weak and a strong model behind one router, and behind one cascade. */
@NullMarked
package io.waybill.examples.routing;

import org.jspecify.annotations.NullMarked;
