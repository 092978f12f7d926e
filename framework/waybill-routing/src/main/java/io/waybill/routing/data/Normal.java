package io.waybill.routing.data;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts without what makes no difference to a reader: case, width, and how much space there is. */
public final class Normal {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Normal() {}

  public static String form(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    return SPACE.matcher(plain).replaceAll(" ");
  }
}
