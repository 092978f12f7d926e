/** Tools of MCP servers as work, from the operator's configuration only, pinned by digest. */
@NullMarked
package io.waybill.mcp;

import org.jspecify.annotations.NullMarked;
