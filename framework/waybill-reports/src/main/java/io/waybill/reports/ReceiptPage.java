package io.waybill.reports;

import io.waybill.ledger.Receipt;
import io.waybill.ledger.Waybill;
import io.waybill.record.Json;
import io.waybill.record.WaybillJson;

/** The receipt of a run on a page of its own. */
final class ReceiptPage {
  private static final Sheet STYLE = Sheet.named("receipt.css");
  private static final Sheet SCRIPT = Sheet.named("receipt.js");

  private ReceiptPage() {}

  static String of(Waybill waybill) {
    var receipt = Receipt.of(waybill);
    var page = new Markup();
    page.raw("<!doctype html>\n").open("html", "lang", "en").open("head").raw("\n");
    page.raw("<meta charset=\"utf-8\">\n");
    page.open("meta", "http-equiv", "Content-Security-Policy", "content", policy()).raw("\n");
    page.raw(
        """
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        """);
    page.element("title", waybill.plan() + ": receipt of run " + waybill.run()).raw("\n");
    page.raw("<style>" + STYLE.text() + "</style>\n").close("head").open("body").raw("\n");
    Heading.on(page, waybill, receipt);
    page.open("main").raw("\n");
    Waterfall.on(page, receipt);
    StepsTable.on(page, waybill, receipt);
    PlanSection.on(page, waybill);
    LedgerTable.on(page, waybill);
    MoneySection.on(page, waybill);
    TimeSection.on(page, waybill, receipt);
    PricesSection.on(page, waybill);
    page.close("main");
    page.open("footer").open("p").text("Written by Waybill. Times are exact to the nanosecond and");
    page.text(" money to the nano-dollar; what is shown is rounded, what is added up is not.");
    page.close("p").close("footer");
    page.raw("<p class=\"away\" id=\"said\" role=\"status\" aria-live=\"polite\"></p>\n");
    page.raw("<script type=\"application/json\" id=\"run\">");
    page.raw(inert(Json.line(WaybillJson.of(waybill)))).raw("</script>\n");
    page.raw("<script>" + SCRIPT.text() + "</script>\n");
    return page.close("body").close("html").toString();
  }

  /** Nothing is loaded, and nothing runs but what this page was made with. */
  private static String policy() {
    return "default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
        .formatted(STYLE.allowed(), SCRIPT.allowed());
  }

  /** JSON in which nothing can end, or begin, an element, and every letter can be written. */
  private static String inert(String json) {
    var inert = new StringBuilder(json.length() + json.length() / 16);
    for (int i = 0; i < json.length(); i++) {
      char letter = json.charAt(i);
      boolean pair = i + 1 < json.length() && Character.isSurrogatePair(letter, json.charAt(i + 1));
      if (pair) {
        inert.append(letter).append(json.charAt(++i));
      } else if ("<>&\u2028\u2029".indexOf(letter) >= 0 || Character.isSurrogate(letter)) {
        inert.append("\\u%04x".formatted((int) letter));
      } else {
        inert.append(letter);
      }
    }
    return inert.toString();
  }
}
