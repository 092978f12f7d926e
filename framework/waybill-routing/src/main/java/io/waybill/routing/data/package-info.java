/** Labelled texts: read from files, hashed, and kept apart. */
@NullMarked
package io.waybill.routing.data;

import org.jspecify.annotations.NullMarked;
