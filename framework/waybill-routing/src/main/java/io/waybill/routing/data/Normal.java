package io.waybill.routing.data;

import java.text.Normalizer;
import java.util.Locale;

/** Texts without what makes no difference to a reader: case, width, and how much space there is. */
public final class Normal {
  private Normal() {}

  public static String form(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }
}
