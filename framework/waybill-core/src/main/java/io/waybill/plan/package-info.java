/** A workflow as a value: checked once, immutable, comparable, printable. */
@NullMarked
package io.waybill.plan;

import org.jspecify.annotations.NullMarked;
