/**
 * What a step can do, what it is told, and what it reports back: the contract that everything a
 * user plugs in keeps.
 */
@NullMarked
package io.waybill.work;

import org.jspecify.annotations.NullMarked;
