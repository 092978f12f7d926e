/**
 * Models inside this JVM, on the CPU: encoders, a folder of documents to retrieve from, a model
 * that answers by quoting, and an inbox for what a person should see.
 */
@NullMarked
package io.waybill.local;

import org.jspecify.annotations.NullMarked;
