/** The support desk of Brackwater Kettles, a shop that does not exist. */
@NullMarked
package io.waybill.examples.support;

import org.jspecify.annotations.NullMarked;
