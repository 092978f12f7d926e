/** The {@code waybill} command: the outermost edge, where it is allowed to wait and to print. */
@NullMarked
package io.waybill.cli;

import org.jspecify.annotations.NullMarked;
