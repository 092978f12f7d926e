package io.waybill.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says in one line which price book it was. */
final class Digest {
  private Digest() {}

  static String of(PriceBook book) {
    var text = new StringBuilder();
    book.prices().forEach(price -> text.append(price).append('\n'));
    book.multipliers().forEach(each -> text.append(each).append('\n'));
    book.pools().forEach(pool -> text.append(pool).append('\n'));
    book.fixed().forEach(cost -> text.append(cost).append('\n'));
    text.append(book.checked());
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var bytes = sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
