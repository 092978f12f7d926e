package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Choice;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What every router promises, as tests, beside what all work does.
 *
 * @param <I> what the router looks at
 */
public abstract class RouterContract<I> extends WorkContract<I, Choice> {
  /** Inputs that belong to none of its branches. */
  protected abstract List<I> outOfScope();

  @Test
  void itSaysWhatItMayChoose() {
    assertFalse(
        work().info().labels().isEmpty(), "its info has no labels, so no plan can check its whens");
  }

  @Test
  void itChoosesOneOfItsLabelsOrAbstains() {
    for (var input : inputs()) {
      var label = choice(input).label();
      assertTrue(
          label.equals(Choice.OTHERWISE) || work().info().labels().contains(label),
          "'%s' is none of its labels %s".formatted(label, work().info().labels()));
    }
  }

  @Test
  void itsRunnersUpAreOtherLabelsNearestFirst() {
    for (var input : inputs()) {
      var choice = choice(input);
      var confidences = List.copyOf(choice.runnersUp().values());
      choice
          .runnersUp()
          .forEach(
              (label, confidence) -> {
                assertTrue(
                    work().info().labels().contains(label) && !label.equals(choice.label()),
                    "'%s' is no other label".formatted(label));
                assertTrue(
                    confidence >= 0 && confidence <= 1,
                    "the confidence of '%s' is %s".formatted(label, confidence));
              });
      assertEquals(
          confidences.stream().sorted(java.util.Comparator.reverseOrder()).toList(), confidences);
    }
  }

  @Test
  void itChoosesTheSameForTheSameInput() {
    for (var input : inputs()) {
      assertEquals(choice(input), choice(input));
    }
  }

  @Test
  void itAbstainsOnWhatBelongsToNoBranch() {
    assertFalse(outOfScope().isEmpty(), "give at least one input that belongs to no branch");
    for (var input : outOfScope()) {
      assertEquals(Choice.OTHERWISE, choice(input).label(), "for input '" + input + "'");
    }
  }

  private Choice choice(I input) {
    return Objects.requireNonNull(work().perform(input, call("choice")).block(patience())).value();
  }
}
