/** Price books: how they are written, and the one that is bundled. */
@NullMarked
package io.waybill.prices;

import org.jspecify.annotations.NullMarked;
