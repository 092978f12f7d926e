/** Guards: private data taken out of texts, and answers held to what their sources say. */
@NullMarked
package io.waybill.guards;

import org.jspecify.annotations.NullMarked;
