package io.waybill.routing;

import java.text.Normalizer;
import java.util.Locale;

/** Texts without what makes no difference to a reader: case, width, and how much space there is. */
final class Normal {
  private Normal() {}

  static String form(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }
}
