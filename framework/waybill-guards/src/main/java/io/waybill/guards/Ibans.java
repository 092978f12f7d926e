package io.waybill.guards;

import io.waybill.guards.PrivateData.Finding;
import io.waybill.guards.PrivateData.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers: the length of their country, and mod 97. */
final class Ibans {
  private static final Map<String, Integer> LENGTHS =
      lengths(
          "NO15 BE16 DK18 FI18 FK18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20"
              + " MN20 XK20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22"
              + " AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24"
              + " TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28"
              + " AZ28 BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29"
              + " JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33");

  private Ibans() {}

  private static Map<String, Integer> lengths(String table) {
    var lengths = new HashMap<String, Integer>();
    for (var entry : table.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
    }
    return lengths;
  }

  static List<Finding> in(CharSequence text) {
    var found = new ArrayList<Finding>();
    for (int at = 0; at < text.length(); at++) {
      int end = endOf(text, at);
      if (end > at) {
        found.add(new Finding(Kind.IBAN, at, end));
        at = end - 1;
      }
    }
    return found;
  }

  /** Where the account number that begins here ends; {@code from} if none begins here. */
  private static int endOf(CharSequence text, int from) {
    if (from + 4 > text.length()
        || !isLetter(text.charAt(from))
        || !isLetter(text.charAt(from + 1))
        || !isDigit(text.charAt(from + 2))
        || !isDigit(text.charAt(from + 3))
        || (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1)))) {
      return from;
    }
    var country = text.subSequence(from, from + 2).toString().toUpperCase(Locale.ROOT);
    var written = new StringBuilder();
    int at = from;
    for (int left = LENGTHS.getOrDefault(country, 0); left > 0; left--) {
      if (at < text.length() && !written.isEmpty() && Row.isGap(text.charAt(at))) {
        at++;
      }
      if (at >= text.length() || !(isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
        return from;
      }
      written.append(text.charAt(at++));
    }
    boolean whole = at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
    return whole && mod97(written) == 1 ? at : from;
  }

  /** Of the number that letters and digits make with the first four characters moved to the end. */
  private static int mod97(CharSequence iban) {
    int rest = 0;
    for (int i = 0; i < iban.length(); i++) {
      int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
      rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
    }
    return rest;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
