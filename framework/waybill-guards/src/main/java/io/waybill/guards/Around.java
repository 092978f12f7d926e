package io.waybill.guards;

import java.util.Locale;
import java.util.Set;

/** What the words beside a number say that it is. */
final class Around {
  private static final int FAR = 32;
  private static final int WORDS = 4;

  private static final Set<String> PHONE =
      Set.of(
          "phone",
          "telephone",
          "tel",
          "mobile",
          "cell",
          "cellphone",
          "call",
          "ring",
          "dial",
          "text",
          "sms",
          "whatsapp",
          "fax",
          "telefon",
          "telefonnummer",
          "handy",
          "handynummer",
          "mobil",
          "mobilnummer",
          "anrufen",
          "téléphone",
          "telephoner",
          "portable",
          "teléfono",
          "telefono",
          "móvil",
          "cellulare",
          "telefone",
          "telefoon",
          "mobiel",
          "puhelin",
          "numer",
          "電話",
          "tél");

  private static final Set<String> OTHER =
      Set.of(
          "order",
          "invoice",
          "tracking",
          "parcel",
          "shipment",
          "serial",
          "article",
          "item",
          "sku",
          "ref",
          "reference",
          "ticket",
          "case",
          "vat",
          "customer",
          "version",
          "bestellung",
          "bestellnummer",
          "rechnung",
          "rechnungsnummer",
          "commande",
          "facture",
          "pedido",
          "factura",
          "ordine",
          "fattura");

  private static final Set<String> BOOK = Set.of("isbn", "issn", "ean", "gtin", "upc", "doi");

  private static final Set<String> UNITS =
      Set.of(
          "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pounds", "chf", "sek", "nok",
          "dkk", "pln", "jpy", "yen", "cent", "cents", "kg", "km", "m", "mm", "cm", "percent");

  private Around() {}

  /** What kind of number was announced. */
  enum Said {
    NOTHING,
    PHONE,
    /** An order, an invoice, a serial number. */
    OTHER,
    /** A book or an article, whose numbers look like phones. */
    BOOK
  }

  /** What the nearest telling word among the last few before the number says. */
  static Said wordsBefore(Row row) {
    int end = row.from();
    int seen = 0;
    for (int at = row.from() - 1; at >= Math.max(0, row.from() - FAR) && seen < WORDS; at--) {
      char c = row.text().charAt(at);
      if (Character.isDigit(c) || c == '\n') {
        return Said.NOTHING;
      }
      boolean starts = at == 0 || !Character.isLetter(row.text().charAt(at - 1));
      if (!Character.isLetter(c)) {
        end = at;
      } else if (starts) {
        seen++;
        var said = said(row.text().subSequence(at, end).toString().toLowerCase(Locale.ROOT));
        if (said != Said.NOTHING) {
          return said;
        }
      }
    }
    return Said.NOTHING;
  }

  private static Said said(String word) {
    if (BOOK.contains(word)) {
      return Said.BOOK;
    }
    if (OTHER.contains(word)) {
      return Said.OTHER;
    }
    return PHONE.contains(word) ? Said.PHONE : Said.NOTHING;
  }

  /** Whether a currency or another unit stands beside the number. */
  static boolean isAmount(Row row) {
    char before = row.before(1) == ' ' ? row.before(2) : row.before(1);
    char after = row.after(1) == ' ' ? row.after(2) : row.after(1);
    return isSign(before) || isSign(after) || UNITS.contains(wordAfter(row));
  }

  private static boolean isSign(char c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL || c == '%';
  }

  private static String wordAfter(Row row) {
    var word = new StringBuilder();
    int at = row.after(1) == ' ' ? 2 : 1;
    while (word.length() < 8 && Character.isLetter(row.after(at))) {
      word.append(row.after(at++));
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }
}
