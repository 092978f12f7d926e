/** Conversations: how much of them is sent, and where they are kept between runs. */
@NullMarked
package io.waybill.memory;

import org.jspecify.annotations.NullMarked;
