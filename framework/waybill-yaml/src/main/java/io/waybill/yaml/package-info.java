/** The YAML pen: reads plans from files and writes them back. Reading runs nothing. */
@NullMarked
package io.waybill.yaml;

import org.jspecify.annotations.NullMarked;
