/** What a run cost in time and money: postings, their sums, and the waybill that shows them. */
@NullMarked
package io.waybill.ledger;

import org.jspecify.annotations.NullMarked;
