/**
 * Which of several models to ask: how likely each is right, weighed against what it costs and how
 * long it takes.
 */
@NullMarked
package io.waybill.routing.gain;

import org.jspecify.annotations.NullMarked;
