/**
 * For your tests: work and models that say what they are told, virtual time, contracts for what you
 * plug in, and random plans with an interpreter that says what they mean.
 */
@NullMarked
package io.waybill.testkit;

import org.jspecify.annotations.NullMarked;
