/** Router files, whatever kind of router is in them. */
@NullMarked
package io.waybill.routing.file;

import org.jspecify.annotations.NullMarked;
