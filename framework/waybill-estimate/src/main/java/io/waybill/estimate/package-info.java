/** What runs of a plan will come to, before there is one. */
@NullMarked
package io.waybill.estimate;

import org.jspecify.annotations.NullMarked;
