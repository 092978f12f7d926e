/** What stands between the runs of an engine and whoever they ask: cache, breaker, admission. */
@NullMarked
package io.waybill.protect;

import org.jspecify.annotations.NullMarked;
