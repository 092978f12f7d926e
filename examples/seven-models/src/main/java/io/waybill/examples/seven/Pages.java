package io.waybill.examples.seven;

import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The shop's pages, found whole by the words that stand on them. */
final class Pages {
  private static final int SHORTEST = 4;

  private final Map<String, String> pages;

  private Pages(Map<String, String> pages) {
    this.pages = pages;
  }

  /** What lies in a folder; every {@code .md} file is a page. */
  static Pages in(Path folder) {
    try (var files = Files.list(folder)) {
      var pages = new TreeMap<String, String>();
      for (var file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
        pages.put(String.valueOf(file.getFileName()), Files.readString(file).strip());
      }
      return new Pages(pages);
    } catch (IOException e) {
      throw new UncheckedIOException("the pages in '%s' cannot be read".formatted(folder), e);
    }
  }

  /** Finds at most so many pages, that with most of the words first, none that has none. */
  Work<String, List<Passage>> retrieve(int top) {
    var config = new TreeMap<String, Object>(Map.of("top", top));
    pages.forEach((name, text) -> config.put("page " + name, digest(text)));
    var info =
        WorkInfo.named("pages")
            .model("pages")
            .config(config)
            .types(String.class, List.class)
            .effects(WorkInfo.Effects.PURE);
    return Work.described(
        info.build(), (words, call) -> Mono.fromCallable(() -> found(words, top)));
  }

  private Outcome<List<Passage>> found(String text, int top) {
    var wanted = words(text).toList();
    var found =
        pages.entrySet().stream()
            .map(page -> passage(page.getKey(), page.getValue(), wanted))
            .filter(passage -> passage.score() > 0)
            .sorted(Comparator.comparingDouble(Passage::score).reversed())
            .limit(top)
            .toList();
    return Outcome.of(found, Usage.NONE, Outcome.Kind.QUOTED)
        .from(found.stream().map(Passage::source).toList());
  }

  /** The score is how often words that are wanted stand on the page. */
  private static Passage passage(String name, String text, List<String> wanted) {
    var counted = words(text).collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    var hits = wanted.stream().mapToLong(word -> counted.getOrDefault(word, 0L)).sum();
    return new Passage(text, new Source(name, 0, text.length(), digest(text)), hits);
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .filter(word -> word.length() >= SHORTEST);
  }

  private static String digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
