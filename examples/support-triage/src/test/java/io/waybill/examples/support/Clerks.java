package io.waybill.examples.support;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.Prices;
import io.waybill.testkit.billing.Question;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Models of a provider on this machine, which write out passages: how long an answer is, how soon
 * it begins and how fast it goes on is log-normal. What comes of a question depends on the seed, on
 * the question and on how often it was asked, never on what else is asked at the same time.
 */
final class Clerks implements Function<Question, Answer> {
  /** Prices in US dollars per million tokens, times in milliseconds: figures of this test. */
  enum Model {
    LARGE("2.00", "8.00", 800, 54),
    MEDIUM("0.40", "1.60", 500, 36),
    SMALL("0.10", "0.40", 400, 28);

    private final String input;
    private final String output;
    private final double first;
    private final double each;

    Model(String input, String output, double first, double each) {
      this.input = input;
      this.output = output;
      this.first = first;
      this.each = each;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What the provider charges. */
    Prices prices() {
      return Prices.of(nano(input), nano(output));
    }

    private static long nano(String dollars) {
      return new BigDecimal(dollars).movePointRight(9).longValueExact();
    }
  }

  private static final double WORDS = 30;
  private static final double LENGTHS_APART = 0.3;
  private static final double STARTS_APART = 0.3;
  private static final double PACES_APART = 0.15;
  private static final Pattern PASSAGE = Pattern.compile("(?s)\\[\\d+] (.*?)\n\n");

  private final long seed;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  Clerks(long seed) {
    this.seed = seed;
  }

  /** What we take them to charge. */
  static PriceBook book() {
    return PriceBook.of(
        Arrays.stream(Model.values())
            .collect(
                Collectors.toMap(Model::id, model -> Price.Rate.of(model.input, model.output))),
        Map.of("cpu", new BigDecimal("0.18")),
        Optional.empty());
  }

  @Override
  public Answer apply(Question question) {
    var model = Model.valueOf(question.model().toUpperCase(Locale.ROOT));
    int nth =
        asked.computeIfAbsent(question.prompt(), text -> new AtomicInteger()).getAndIncrement();
    var random = new Random(31 * (31 * seed + question.prompt().hashCode()) + nth);
    var words =
        PASSAGE
            .matcher(question.prompt())
            .results()
            .map(passage -> passage.group(1))
            .collect(Collectors.joining(" "))
            .split("\\s+");
    int length = (int) Math.round(about(WORDS, LENGTHS_APART, random));
    var said =
        Arrays.stream(words)
            .limit(Math.max(4, length))
            .map(word -> word + " ")
            .toArray(String[]::new);
    return Answer.tokens(said)
        .at(
            new Pace(
                Duration.ZERO,
                millis(about(model.first, STARTS_APART, random)),
                millis(about(model.each, PACES_APART, random))));
  }

  private static double about(double median, double apart, Random random) {
    return median * Math.exp(apart * random.nextGaussian());
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }
}
