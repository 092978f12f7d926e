/**
 * Programs that are no part of this project, started by its tests on this machine alone: a trace
 * backend, a model server and a model of random weights for it.
 */
@NullMarked
package io.waybill.testkit.outside;

import org.jspecify.annotations.NullMarked;
