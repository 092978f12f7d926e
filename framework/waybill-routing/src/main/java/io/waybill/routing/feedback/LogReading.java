package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Shadow;
import io.waybill.work.Score;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads logs of decisions and joins what belongs together, in whatever order it was written. */
final class LogReading {
  private static final int LONGEST = 16 << 20;

  private final Map<DecisionId, Decision> decisions = new LinkedHashMap<>();
  private final Map<DecisionId, Map<String, Score>> scores = new LinkedHashMap<>();
  private final Map<DecisionId, Shadow> shadows = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  void read(Path file) {
    try (var stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int line = 1;
      for (var bytes = line(stream); bytes.isPresent(); bytes = line(stream)) {
        take(file, line++, bytes.get());
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("log of decisions %s: there is none".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "log of decisions %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  Decisions decisions() {
    var all =
        decisions.values().stream()
            .map(
                decision ->
                    new Decision(
                        decision.id(),
                        decision.said(),
                        decision.text(),
                        decision.arm(),
                        scores.getOrDefault(decision.id(), Map.of()),
                        Optional.ofNullable(shadows.get(decision.id()))))
            .toList();
    var orphans = new ArrayList<Decisions.Orphan>();
    scores.forEach(
        (id, found) -> {
          if (!decisions.containsKey(id)) {
            found.values().forEach(score -> orphans.add(new Decisions.Orphan(id, score)));
          }
        });
    return new Decisions(all, orphans, problems);
  }

  /** The bytes up to the next end of a line; empty at the end of the file. */
  private static Optional<byte[]> line(InputStream stream) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int next = stream.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = stream.read()) {
      if (bytes.size() < LONGEST) {
        bytes.write(next);
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private void take(Path file, int line, byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (!text.isBlank()) {
        take(Entries.parse(text));
      }
    } catch (CharacterCodingException e) {
      problems.add("%s line %d: is not UTF-8".formatted(file, line));
    } catch (IllegalArgumentException e) {
      problems.add("%s line %d: %s".formatted(file, line, e.getMessage()));
    }
  }

  private void take(ObjectNode line) {
    var id = Entries.id(line);
    switch (Entries.text(line, Entries.KIND)) {
      case Entries.DECISION -> {
        var decision =
            new Decision(
                id,
                Entries.said(line),
                line.path(Entries.TEXT).asText(),
                Entries.arm(line),
                Map.of(),
                Optional.empty());
        decisions.remove(id); // a step that was tried again decided anew, and later
        decisions.put(id, decision);
      }
      case Entries.OUTCOME -> {
        var score = Entries.score(line);
        scores.computeIfAbsent(id, fresh -> new LinkedHashMap<>()).put(score.metric(), score);
      }
      case Entries.SHADOW ->
          shadows.put(
              id, line.has(Entries.WHY) ? Entries.silent(line) : new Answered(Entries.said(line)));
      default ->
          throw new IllegalArgumentException(
              "is of a kind that this Waybill does not know: " + Entries.text(line, Entries.KIND));
    }
  }
}
