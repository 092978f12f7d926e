package io.waybill.testkit;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RouterContractTest {
  /** Knows two words. */
  static class Sound extends RouterContract<String> {
    Set<String> labels() {
      return Set.of("billing", "technical", "orders");
    }

    Choice choose(String input) {
      return switch (input) {
        case "invoice" -> choice("billing", 0.8, "orders", 0.15, "technical", 0.05);
        case "crash" -> choice("technical", 0.9, "billing", 0.1, "orders", 0);
        default -> choice(Choice.OTHERWISE, 0.3, "billing", 0.3, "orders", 0.2);
      };
    }

    static Choice choice(
        String label, double confidence, String next, double second, String last, double third) {
      var runnersUp = new LinkedHashMap<String, Double>();
      runnersUp.put(next, second);
      runnersUp.put(last, third);
      return new Choice(label, confidence, runnersUp, "by the word");
    }

    @Override
    protected Work<String, Choice> work() {
      var info = WorkInfo.named("words").labels(labels()).build();
      return Router.described(info, (String input, CallContext call) -> answer(input));
    }

    private Mono<Outcome<Choice>> answer(String input) {
      return Mono.just(Outcome.of(choose(input)));
    }

    @Override
    protected List<String> inputs() {
      return List.of("invoice", "crash");
    }

    @Override
    protected List<String> outOfScope() {
      return List.of("poem");
    }

    @Override
    protected Optional<Hanging<String, Choice>> hanging() {
      return Optional.empty();
    }

    @Override
    protected Optional<Failing<String, Choice>> failing() {
      return Optional.empty();
    }
  }

  static class NamesNoLabels extends Sound {
    @Override
    Set<String> labels() {
      return Set.of();
    }
  }

  static class ChoosesAStranger extends Sound {
    @Override
    Choice choose(String input) {
      return input.equals("crash") ? Choice.of("crashes") : super.choose(input);
    }
  }

  static class SortsBackwards extends Sound {
    @Override
    Choice choose(String input) {
      return input.equals("crash")
          ? choice("technical", 0.9, "orders", 0.04, "billing", 0.06)
          : super.choose(input);
    }
  }

  static class RunsUpWithItself extends Sound {
    @Override
    Choice choose(String input) {
      return input.equals("crash")
          ? new Choice("technical", 0.9, Map.of("technical", 0.9), "")
          : super.choose(input);
    }
  }

  static class IsSureTwice extends Sound {
    @Override
    Choice choose(String input) {
      return input.equals("crash")
          ? new Choice("technical", 0.9, Map.of("billing", 1.1), "")
          : super.choose(input);
    }
  }

  static class ThrowsDice extends Sound {
    private final AtomicInteger thrown = new AtomicInteger();

    @Override
    Choice choose(String input) {
      return input.equals("poem")
          ? super.choose(input)
          : super.choose(thrown.incrementAndGet() % 2 == 0 ? "invoice" : "crash");
    }
  }

  static class KnowsEverything extends Sound {
    @Override
    Choice choose(String input) {
      return super.choose(input.equals("poem") ? "crash" : input);
    }
  }

  @Test
  void aRouterThatKeepsItsPromisesPasses() {
    Planted.noticedBy(Sound.class);
  }

  @Test
  void aRouterThatChoosesOutsideItsLabelsIsNoticed() {
    Planted.noticedBy(
        NamesNoLabels.class,
        "itSaysWhatItMayChoose",
        "itChoosesOneOfItsLabelsOrAbstains",
        "itsRunnersUpAreOtherLabelsNearestFirst");
    Planted.noticedBy(ChoosesAStranger.class, "itChoosesOneOfItsLabelsOrAbstains");
  }

  @Test
  void aRouterWhoseRunnersUpAreWrongIsNoticed() {
    Planted.noticedBy(SortsBackwards.class, "itsRunnersUpAreOtherLabelsNearestFirst");
    Planted.noticedBy(RunsUpWithItself.class, "itsRunnersUpAreOtherLabelsNearestFirst");
    Planted.noticedBy(IsSureTwice.class, "itsRunnersUpAreOtherLabelsNearestFirst");
  }

  @Test
  void aRouterThatThrowsDiceIsNoticed() {
    Planted.noticedBy(ThrowsDice.class, "itChoosesTheSameForTheSameInput");
  }

  @Test
  void aRouterThatNeverAbstainsIsNoticed() {
    Planted.noticedBy(KnowsEverything.class, "itAbstainsOnWhatBelongsToNoBranch");
  }
}
