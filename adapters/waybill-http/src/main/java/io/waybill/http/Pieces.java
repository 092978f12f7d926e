package io.waybill.http;

import io.waybill.http.Recorded.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ByteString;

/** The pieces of an answer, made fit to be kept. */
final class Pieces {
  private Pieces() {}

  static Piece joined(List<Piece> pieces) {
    var bytes = new Buffer();
    pieces.forEach(piece -> bytes.write(piece.bytes()));
    long millis = pieces.stream().mapToLong(Piece::afterMillis).sum();
    return new Piece(millis, bytes.readByteString());
  }

  /** Without keys; in one piece if a key was cut through. */
  static List<Piece> without(Secrets secrets, List<Piece> pieces) {
    var clean = pieces.stream().map(piece -> clean(secrets, piece)).toList();
    var all = clean(secrets, joined(pieces));
    return all.bytes().equals(joined(clean).bytes()) ? clean : List.of(all);
  }

  private static Piece clean(Secrets secrets, Piece piece) {
    // byte for byte the same, whatever they are: keys are ASCII
    var kept = secrets.kept(piece.bytes().string(StandardCharsets.ISO_8859_1));
    return new Piece(
        piece.afterMillis(), ByteString.encodeString(kept, StandardCharsets.ISO_8859_1));
  }

  /** A character that the network cut through goes to the piece that ends it. */
  static List<Piece> ofWholeCharacters(List<Piece> pieces) {
    var whole = new ArrayList<Piece>();
    var rest = ByteString.EMPTY;
    for (var piece : pieces) {
      var bytes = joined(List.of(new Piece(0, rest), piece)).bytes();
      int end = bytes.size() - begun(bytes);
      rest = bytes.substring(end, bytes.size());
      whole.add(new Piece(piece.afterMillis(), bytes.substring(0, end)));
    }
    if (rest.size() > 0) {
      whole.add(new Piece(0, rest));
    }
    return whole;
  }

  /** How many bytes at the end belong to a character that is not there yet. */
  private static int begun(ByteString bytes) {
    for (int back = 1; back <= Math.min(3, bytes.size()); back++) {
      int b = bytes.getByte(bytes.size() - back) & 0xff;
      if (b >= 0xc0) {
        int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return length > back ? back : 0;
      }
      if (b < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
