package io.waybill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of three labels and of none, told apart by what they are about. */
final class Intents {
  private static final Map<String, List<String>> ABOUT =
      Map.of(
          "billing",
          List.of("my invoice", "the payment", "a refund", "this charge", "my receipt", "the fee"),
          "delivery",
          List.of("my parcel", "the courier", "a package", "this delivery", "my box", "the driver"),
          "login",
          List.of(
              "my password", "the login", "a passcode", "this sign-in", "my PIN", "the username"),
          "oos",
          List.of("a poem", "the moon", "a recipe", "this song", "my cat", "the football match"));

  private static final List<String> TRAIN =
      List.of(
          "%s is wrong",
          "I have a question about %s",
          "what about %s?",
          "help me with %s please",
          "can you look at %s",
          "it is about %s",
          "I do not understand %s",
          "who knows more of %s?");
  private static final List<String> TEST = List.of("there is a problem with %s", "tell me of %s");

  private Intents() {}

  /** What a router is fitted to: 48 rows a label, and as many of none. */
  static Path train(Path folder) {
    return write(folder.resolve("train.jsonl"), TRAIN);
  }

  /** What it is judged on: 12 other rows a label, and as many of none. */
  static Path test(Path folder) {
    return write(folder.resolve("test.jsonl"), TEST);
  }

  private static Path write(Path file, List<String> patterns) {
    var lines = new ArrayList<String>();
    for (var label : List.of("billing", "delivery", "login", "oos")) {
      for (var about : ABOUT.getOrDefault(label, List.of())) {
        patterns.forEach(pattern -> lines.add(row(pattern.formatted(about), label)));
      }
    }
    return lines(file, lines);
  }

  static String row(String text, String label) {
    return "{\"text\": \"%s\", \"label\": \"%s\"}".formatted(text, label);
  }

  static Path lines(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
