/** How good fitted routers are on public data, over folds and seeds. */
@NullMarked
package io.waybill.benchmarks.routers;

import org.jspecify.annotations.NullMarked;
