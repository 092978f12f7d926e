/** The line that an attempt speaks over: an HTTP client for the builders of LangChain4j models. */
@NullMarked
package io.waybill.http;

import org.jspecify.annotations.NullMarked;
