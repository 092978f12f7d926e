package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.guards.PrivateData.Finding;
import io.waybill.guards.PrivateData.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In each line of data, what is to be found stands between ⟨ and ⟩. */
class PrivateDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "⟨ann.o'hara+shop@mail.example.co.uk⟩",
        "write to ⟨a_b@x-y.org⟩, please",
        "<⟨ann@example.com⟩> or (⟨bob@example.com⟩).",
        "mailto:⟨ann@example.com⟩?subject=hi",
        "⟨jörg@münchen.example⟩ and ⟨田中@例え.テスト⟩",
        "⟨ANN@EXAMPLE.COM⟩.",
        "end ⟨ann@example.com⟩-",
        "@@⟨ann@example.com⟩@@",
      })
  void addressesAreFoundAsTheyStandInText(String marked) {
    assertFound(Kind.EMAIL, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@localhost",
        "@ann",
        "ann @ example.com",
        "ann@",
        "ann@.com",
        "ann@example.c",
        "a@b",
        "3 kettles @ 20.00",
        "ann@example..com",
        "ann@1.23",
        "...@example.com",
      })
  void whatIsNoAddressIsLeftAlone(String text) {
    assertFound(Kind.EMAIL, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "⟨4111 1111 1111 1111⟩",
        "my card ⟨4111111111111111⟩, thanks",
        "⟨5555-5555-5555-4444⟩",
        "amex ⟨3782 822463 10005⟩ and diners ⟨3056 9309 0259 04⟩",
        "⟨6011111111111117⟩ ⟨3530111333300000⟩",
        "⟨4222222222222⟩",
        "maestro ⟨6759649826438453⟩",
        "⟨2223 0031 2200 3222⟩ exp 12/27",
        "order 12 ⟨4111 1111 1111 1111⟩ 123",
        "⟨４１１１ １１１１ １１１１ １１１１⟩",
        "⟨4111\u00A01111\u00A01111\u00A01111⟩",
      })
  void cardsThatPassLuhnAreFound(String marked) {
    assertFound(Kind.CARD, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1112",
        "4111 1111 1111 111",
        "41111111111111111111",
        "ISBN 9780306406157",
        "1111111111111117",
        "0000000000000000",
        "X4111111111111111",
        "4111111111111111a",
        "4111\n1111\n1111\n1111",
        "411111111111 , 1111",
        "1700000000000",
      })
  void whatNoNetworkIssuesOrLuhnRefusesIsNoCard(String text) {
    assertFound(Kind.CARD, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "⟨DE89 3704 0044 0532 0130 00⟩",
        "⟨GB82WEST12345698765432⟩",
        "iban: ⟨fr14 2004 1010 0505 0001 3m02 606⟩.",
        "⟨NL91ABNA0417164300⟩ or ⟨IE29 AIBK 9311 5212 3456 78⟩",
        "⟨BE68-5390-0754-7034⟩",
        "⟨NO93 8601 1117 947⟩",
        "⟨MT84MALT011000012345MTLCAST001S⟩",
        "⟨CH93 0076 2011 6238 5295 7⟩ please",
        "⟨ES91 2100 0418 4502 0005 1332⟩, ⟨PL61109010140000071219812874⟩",
        "⟨SA03 8000 0000 6080 1016 7519⟩",
        "⟨AT61 1904 3002 3457 3201⟩ and ⟨IT60 X054 2811 1010 0000 0123 456⟩",
      })
  void accountsOfManyCountriesAreFound(String marked) {
    assertFound(Kind.IBAN, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE89 3704 0044 0532 0130 01",
        "DE89 3704 0044 0532 0130",
        "DE89 3704 0044 0532 0130 000",
        "ZZ89 3704 0044 0532 0130 00",
        "XDE89370400440532013000",
        "DE89 3704",
        "limescale filter costs 7",
        "At what places accept my card?",
        "DE",
        "GB82  WEST 1234 5698 7654 32",
      })
  void anAccountOfTheWrongLengthCountryOrSumIsNone(String text) {
    assertFound(Kind.IBAN, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "⟨+353 91 555 123⟩",
        "call me: ⟨+1 (212) 555-0123⟩!",
        "⟨+49 (0)30 1234567⟩, ⟨+49-30-1234567⟩",
        "⟨(+353) 91 555123⟩",
        "⟨0044 20 7946 0958⟩",
        "⟨00353915551234⟩",
        "⟨020 7946 0958⟩ (London)",
        "⟨(091) 555 123⟩",
        "⟨087 123 4567⟩ / ⟨091 555 1234⟩",
        "⟨01 23 45 67 89⟩ ou ⟨01.23.45.67.89⟩",
        "Tel.⟨0171/1234567⟩",
        "tel:⟨0891234567⟩",
        "⟨089 / 123456⟩",
        "⟨(212) 555-0123⟩",
        "⟨212-555-0123⟩ and ⟨1-800-555-0199⟩",
        "⟨612 345 678⟩ (Madrid)",
        "my phone is ⟨2125550123⟩",
        "call 'em on ⟨555 0123⟩ today",
        "Handynummer: ⟨170 1234567⟩",
        "⟨0１0 １２３４ ５６７８⟩",
        "ring ⟨20 12 34 56⟩",
        "about BK-20331: ⟨087 123 4567⟩",
        "my order, phone ⟨087 123 4567⟩",
      })
  void phonesAreFoundInternationalNationalAndAnnounced(String marked) {
    assertFound(Kind.PHONE, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BK-20331",
        "order BK-2033112345",
        "order 0871234567",
        "order number 612 345 678",
        "2026-11-20",
        "20.11.2026 and 01.02.2026 at 10:30",
        "01-02-2026 10:30",
        "from 01/02/2026 to 12/31/26",
        "1,234,567.89",
        "612 345 678 EUR",
        "€ 612 345 678",
        "+12.345.678 USD",
        "0.123456789",
        "ISBN 0-306-40615-2",
        "ISBN 0306406152, ISBN 978-0-306-40615-7",
        "ISSN 0378-5955",
        "192.168.100.200",
        "2125550123",
        "call before 13:00 or after 14 days",
        "version 10.15.7",
        "call about order 20331777",
        "2019 2020 2021",
        "https://example.com/0871234567",
        "id_0871234567",
        "0871234567kg",
        "+0 123 456 789",
        "tracking 0034 0434 1234 5678 9012",
      })
  void datesPricesOrdersAndBooksAreNoPhones(String text) {
    assertFound(Kind.PHONE, text);
  }

  @Test
  void findingsComeInTheOrderOfTheTextAndNeverOverlap() {
    var text = "ann@example.com, +353 91 555 123, 4111 1111 1111 1111, IE29 AIBK 9311 5212 3456 78";
    assertEquals(
        List.of(Kind.EMAIL, Kind.PHONE, Kind.CARD, Kind.IBAN),
        PrivateData.in(text).stream().map(Finding::kind).toList());
    assertEquals(List.of(), PrivateData.in(""));
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks += end - start;
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      looks += text.length();
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "0",
        "4111 ",
        "1 ",
        "0 ",
        "00 ",
        "09 ",
        "+1",
        "@",
        "a@",
        "a.",
        "a@a.",
        "DE89 ",
        "d",
        "DE89370400440532013000",
        "1-",
        "(",
        "call 0",
        "12.12.",
        "12-12-",
        "087 123 ",
        "phone 1 2 3 4 5 6 7 8 9 ",
        "x@y-",
        "\uD83D",
      })
  void hostileTextsTakeTimeLinearInTheirLength(String piece) {
    long shorter = looks(piece, 50_000);
    long longer = looks(piece, 100_000);
    assertTrue(longer <= 2.1 * shorter, () -> shorter + " looks, then " + longer);
    assertTrue(longer <= 400L * 100_000, () -> longer + " looks");
  }

  private static long looks(String piece, int length) {
    var text = new Counted(piece.repeat(length / piece.length() + 1).substring(0, length));
    PrivateData.in(text);
    return text.looks;
  }

  private static void assertFound(Kind kind, String marked) {
    var text = marked.replaceAll("[⟨⟩]", "");
    var shown = new StringBuilder(text);
    var found = PrivateData.in(text).stream().filter(finding -> finding.kind() == kind).toList();
    for (int i = found.size() - 1; i >= 0; i--) {
      shown.insert(found.get(i).to(), "⟩").insert(found.get(i).from(), "⟨");
    }
    assertEquals(marked, shown.toString());
  }
}
