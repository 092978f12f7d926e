package io.waybill.yaml;

import io.waybill.plan.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a step goes through a text: {@code stream: sentence}, {@code stream: {chars: 200}}. */
final class Streaming {
  static final String KEY = "stream";
  private static final String CHARS = "chars";

  private static final List<Split> NAMED =
      List.of(Split.BY_SENTENCE, Split.BY_LINE, Split.BY_PARAGRAPH);

  private Streaming() {}

  static Optional<Split> read(Keys keys, Problems problems) {
    var written = keys.node(KEY);
    if (written.isPresent() && written.get() instanceof Node.Mapping) {
      var chunk = Keys.of(written.get(), keys.path(KEY), problems);
      chunk.required(CHARS);
      var chars = chunk.integer(CHARS, 1);
      chunk.refuseUnknown();
      return chars.map(Split::byChars);
    }
    return keys.name(KEY).flatMap(name -> named(name, problems));
  }

  private static Optional<Split> named(Name name, Problems problems) {
    var found = NAMED.stream().filter(split -> word(split).equals(name.text())).findFirst();
    if (found.isEmpty()) {
      var words = NAMED.stream().map(Streaming::word).toList();
      problems.add(
          name.at(),
          name.path(),
          "cuts by '%s'. %s Or write a length, {chars: 200}."
              .formatted(Known.clipped(name.text()), Known.among(name.text(), words)));
    }
    return found;
  }

  private static String word(Split split) {
    return split.by().name().toLowerCase(Locale.ROOT);
  }

  static Node write(Split split) {
    return split.by() == Split.By.CHARS
        ? Nodes.mapping(Map.of(CHARS, Nodes.plain(split.chars())))
        : Nodes.text(word(split));
  }
}
