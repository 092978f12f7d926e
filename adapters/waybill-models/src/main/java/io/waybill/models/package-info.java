/** Models by name. */
@NullMarked
package io.waybill.models;

import org.jspecify.annotations.NullMarked;
