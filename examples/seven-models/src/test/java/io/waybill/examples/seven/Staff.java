package io.waybill.examples.seven;

import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.Question;
import io.waybill.testkit.billing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the simulated models say. Every answer is a function of its request and of nothing else, so
 * a value that is missing in a prompt is missing in the answer. Small models do what they are good
 * at; a draft or a translation they do badly, as a test shows.
 *
 * <p>A token is four bytes, read or written. As many providers do, this one remembers prompts: of a
 * prompt that begins as an earlier one to the same model did, for 1,024 tokens at least, that
 * beginning is charged as read from its cache, in steps of 128 tokens. It is not faster for that.
 */
final class Staff implements Function<Question, Answer> {
  private static final int BYTES_A_TOKEN = 4;
  private static final int SHORTEST_PREFIX = 1024;
  private static final int PREFIX_STEP = 128;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern INTO = Pattern.compile("Translate the text into (.*?) by these");

  private static final Map<String, List<String>> WORDS_OF =
      Map.of(
          "German", List.of("ich", "und", "nicht", "der", "ist", "bei"),
          "French", List.of("je", "et", "une", "que", "la", "le"),
          "English", List.of("the", "and", "is", "of", "to", "my"));

  private static final List<Map.Entry<String, String>> GLOSSARY =
      List.of(
          Map.entry("zurückgeben|zurückschicken|retourner|renvoyer", "send back return"),
          Map.entry("geöffnet|ouvert", "opened box"),
          Map.entry("gekocht|utilisé", "used boiled"),
          Map.entry("erstattet|remboursement", "money refund paid"),
          Map.entry("porto|le port", "parcel label"),
          Map.entry("garantie|undicht", "warranty repair"),
          Map.entry("lieferung dauert|livraison dure", "delivery days"));

  private final Phrases phrases = Phrases.bundled();
  private final Map<String, List<String>> earlier = new TreeMap<>();
  private volatile int faster;

  /**
   * Models that speak.
   *
   * @param faster than they would, so many times
   */
  Staff(int faster) {
    this.faster = faster;
  }

  /** From now on they speak so many times faster than they would. */
  void speak(int faster) {
    this.faster = faster;
  }

  @Override
  public Answer apply(Question question) {
    var model = Served.named(question.model());
    var pieces = pieces(said(model, question.prompt()));
    var read = tokens(question.prompt());
    var known = known(question.model(), question.prompt());
    return Answer.tokens(pieces.toArray(String[]::new))
        .using(new Tokens(read, known, 0, pieces.size(), 0))
        .at(model.pace(faster));
  }

  private static long tokens(String text) {
    return ceil(text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static long ceil(int bytes) {
    return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
  }

  /** Parts of at most four bytes, so of fewer characters where there are accents. */
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (int from = 0, to; from < text.length(); from = to) {
      to = from + 1;
      while (to < text.length() && tokens(text.substring(from, to + 1)) == 1) {
        to++;
      }
      pieces.add(text.substring(from, to));
    }
    return pieces;
  }

  /** How many tokens of this prompt the model has read before. */
  private synchronized long known(String model, String prompt) {
    var before = earlier.computeIfAbsent(model, none -> new ArrayList<>());
    var same = before.stream().mapToInt(other -> common(other, prompt)).max().orElse(0);
    before.add(prompt);
    var prefix = prompt.substring(0, same).getBytes(StandardCharsets.UTF_8).length / BYTES_A_TOKEN;
    return prefix < SHORTEST_PREFIX ? 0 : prefix / PREFIX_STEP * PREFIX_STEP;
  }

  private static int common(String one, String other) {
    var longest = Math.min(one.length(), other.length());
    return IntStream.range(0, longest)
        .filter(at -> one.charAt(at) != other.charAt(at))
        .findFirst()
        .orElse(longest);
  }

  private String said(Served model, String prompt) {
    var task = prompt.substring(prompt.lastIndexOf('\n') + 1);
    var mail = part(prompt, "mail");
    if (task.startsWith("In which language")) {
      return language(mail);
    } else if (task.startsWith("What does the customer want")) {
      return intent(mail);
    } else if (task.startsWith("What would one look for")) {
      return keywords(mail);
    } else if (task.startsWith("List every fact")) {
      return facts(part(prompt, "page"));
    } else if (task.startsWith("Answer this e-mail")) {
      return draft(model, mail, part(prompt, "intent"), part(prompt, "facts"));
    } else if (task.startsWith("Does this draft")) {
      return verdict(part(prompt, "draft"), part(prompt, "facts"));
    }
    return translation(model, part(prompt, "text"), task);
  }

  /** What stands between two tags; empty if they do not stand there. */
  private static String part(String prompt, String tag) {
    var found = Pattern.compile("(?s)<%s>(.*?)</%s>".formatted(tag, tag)).matcher(prompt);
    return found.find() ? found.group(1).strip() : "";
  }

  private static String language(String mail) {
    var words = List.of(mail.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
    return WORDS_OF.entrySet().stream()
        .max(
            Comparator.comparingLong(
                one -> words.stream().filter(one.getValue()::contains).count()))
        .map(Map.Entry::getKey)
        .filter(any -> !mail.isEmpty())
        .orElse("unknown");
  }

  private static String intent(String mail) {
    var wanted = keywords(mail);
    return Stream.of("return", "warranty", "delivery")
        .filter(wanted::contains)
        .findFirst()
        .orElse("other");
  }

  private static String keywords(String mail) {
    var text = mail.toLowerCase(Locale.ROOT);
    return GLOSSARY.stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(text).find())
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(" "));
  }

  private static String facts(String page) {
    return page.lines()
        .filter(line -> NUMBER.matcher(line).find() && !line.startsWith("["))
        .collect(Collectors.joining("\n"));
  }

  private static String draft(Served model, String mail, String intent, String facts) {
    var name = mail.substring(mail.lastIndexOf('\n') + 1).strip();
    var wish =
        switch (intent) {
          case "return" -> ": of course your kettle can come back.";
          case "warranty" -> ": let us see what the warranty covers.";
          default -> ".";
        };
    var sentences = new ArrayList<String>();
    sentences.add(name + ", thank you for writing" + wish);
    var known = facts.lines().toList();
    for (int at = 0; at < known.size(); at++) {
      if (model != Served.SMALL || at % 3 != 2) { // a small model forgets some of it
        sentences.add(known.get(at));
      }
    }
    sentences.add("Kind regards from Brackwater Kettles.");
    return String.join("\n", sentences);
  }

  private static String verdict(String draft, String facts) {
    var known = NUMBER.matcher(facts).results().map(found -> found.group()).toList();
    var said = NUMBER.matcher(draft).results().map(found -> found.group()).distinct().toList();
    var invented = said.stream().filter(number -> !known.contains(number)).toList();
    if (said.isEmpty() || !invented.isEmpty()) {
      return "WRONG: the facts do not have " + (said.isEmpty() ? "anything of it" : invented);
    }
    return "OK: the facts have every number (%s), and nothing else is promised."
        .formatted(String.join(", ", said));
  }

  private String translation(Served model, String text, String task) {
    var found = INTO.matcher(task);
    var language = found.find() ? found.group(1) : "";
    return text.lines()
        .map(
            sentence ->
                phrases
                    .translated(sentence, language)
                    .filter(any -> model != Served.SMALL) // a small model repeats what it was given
                    .orElse(sentence))
        .collect(Collectors.joining("\n"));
  }
}
