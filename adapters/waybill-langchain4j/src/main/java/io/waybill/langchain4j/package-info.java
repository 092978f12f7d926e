/** LangChain4j as work, and plans as what LangChain4j can call. */
@NullMarked
package io.waybill.langchain4j;

import org.jspecify.annotations.NullMarked;
