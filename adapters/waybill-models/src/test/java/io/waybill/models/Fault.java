package io.waybill.models;

import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Prices;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Something that goes wrong with a provider.
 *
 * @param name as the page about faults has it
 * @param ways in which a model can be asked when it happens
 * @param world makes it happen
 * @param patience how long a client waits for a sign of life
 * @param asked how long the provider asks to be left alone
 */
record Fault(String name, Set<Way> ways, World world, Duration patience, Duration asked) {
  /** Where a model is asked that has this fault. */
  interface World {
    Scene of(Way way) throws IOException;
  }

  /** A provider while a fault lasts. */
  interface Scene extends AutoCloseable {
    String url();

    /** What it bills, if it can say. */
    default Optional<BillingProvider> biller() {
      return Optional.empty();
    }

    @Override
    void close();
  }

  /** Enough for a busy machine to say what is said before the silence. */
  static final Duration BRIEF = Duration.ofMillis(400);

  /** Of a client in which a fault has to be seen without any timer. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a script does on a connection, for each way. */
  interface Script {
    void play(RawServer.Talk talk, Way way) throws IOException;
  }

  /** The same on every connection. */
  static Fault raw(String name, Script script) {
    return new Fault(
        name,
        EnumSet.allOf(Way.class),
        way -> {
          var server = RawServer.playing(talk -> script.play(talk, way));
          return new Scene() {
            @Override
            public String url() {
              return server.url() + (way == Way.OLLAMA ? "" : "/v1");
            }

            @Override
            public void close() {
              server.close();
            }
          };
        },
        PATIENCE,
        Duration.ZERO);
  }

  /** These answers, the last of them for ever, by a provider that keeps its own bill. */
  static Fault billed(String name, Answer... answers) {
    return new Fault(
        name,
        EnumSet.allOf(Way.class),
        way -> {
          var provider = BillingProvider.start().prices(Way.MODEL, PRICES);
          provider.answer(Arrays.copyOf(answers, answers.length - 1));
          provider.answering(question -> answers[answers.length - 1]);
          return new Scene() {
            @Override
            public String url() {
              return way.url(provider);
            }

            @Override
            public Optional<BillingProvider> biller() {
              return Optional.of(provider);
            }

            @Override
            public void close() {
              provider.close();
            }
          };
        },
        PATIENCE,
        Duration.ZERO);
  }

  /** What every model here costs. */
  static final Prices PRICES = new Prices(37_500_001, 9_375_003, 46_875_007, 150_000_009);

  Fault only(Way first, Way... more) {
    return new Fault(name, EnumSet.of(first, more), world, patience, asked);
  }

  /** With a client that has little patience. */
  Fault brief() {
    return new Fault(name, ways, world, BRIEF, asked);
  }

  Fault asking(Duration pause) {
    return new Fault(name, ways, world, patience, pause);
  }

  @Override
  public String toString() {
    return name;
  }
}
