package io.waybill.local;

import io.waybill.work.Source;

/**
 * A text and where it is from.
 *
 * @param name its path below its folder, with {@code /}
 * @param digest {@code sha256:…} of its bytes
 */
record Document(String name, String text, String digest) {
  Source source(int from, int to) {
    return new Source(name, from, to, digest);
  }
}
