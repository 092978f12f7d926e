package io.waybill.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A question to the handbook and what an answer must contain; nothing if there is none. */
record Asked(String question, String answer) {
  boolean answerable() {
    return !answer.equals("-");
  }

  static List<Asked> all() throws IOException {
    return in("questions.tsv");
  }

  static List<Asked> in(String file) throws IOException {
    return Files.readAllLines(resource(file)).stream()
        .map(line -> line.split("\t", -1))
        .map(cells -> new Asked(cells[0], cells[1]))
        .toList();
  }

  static Path handbook() {
    return resource("handbook");
  }

  static Path resource(String name) {
    try {
      return Path.of(Asked.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
