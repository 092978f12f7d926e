/** A shop that does not exist answers e-mails with a chain of seven models. */
@NullMarked
package io.waybill.examples.seven;

import org.jspecify.annotations.NullMarked;
