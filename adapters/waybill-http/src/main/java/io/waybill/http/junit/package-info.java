/** Tests that speak to yesterday's models. */
@NullMarked
package io.waybill.http.junit;

import org.jspecify.annotations.NullMarked;
