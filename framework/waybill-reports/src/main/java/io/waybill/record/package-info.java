/** Runs as JSON and back. */
@NullMarked
package io.waybill.record;

import org.jspecify.annotations.NullMarked;
