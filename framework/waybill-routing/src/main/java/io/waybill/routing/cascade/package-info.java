/** Asking the cheap work first: cascades, scorers of answers, and what both are worth. */
@NullMarked
package io.waybill.routing.cascade;

import org.jspecify.annotations.NullMarked;
