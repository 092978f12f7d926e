package io.waybill.yaml;

/**
 * A name or text that a file says somewhere.
 *
 * @param path the keys that lead there
 */
record Name(String text, At at, String path) {}
