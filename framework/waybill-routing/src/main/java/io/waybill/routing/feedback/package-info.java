/** What became of decisions: remembered, judged, tried beside each other, and learned from. */
@NullMarked
package io.waybill.routing.feedback;

import org.jspecify.annotations.NullMarked;
