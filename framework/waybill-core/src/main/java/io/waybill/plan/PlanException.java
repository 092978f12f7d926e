package io.waybill.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan cannot be made; {@link #problems()} lists every reason, not just the first. */
public final class PlanException extends IllegalArgumentException {
  private final transient List<Problem> problems;

  /**
   * One reason.
   *
   * @param at the step it concerns, as a path through bodies ({@code intent:billing/answer}); empty
   *     for the plan itself
   * @param message what is wrong and what to write
   */
  public record Problem(String at, String message) {
    @Override
    public String toString() {
      return at.isEmpty() ? message : "step '%s' %s".formatted(at, message);
    }
  }

  PlanException(String plan, List<Problem> problems) {
    super(
        "plan '%s' is not valid:%s"
            .formatted(
                plan,
                problems.stream()
                    .map(problem -> "\n  - " + problem)
                    .collect(Collectors.joining())));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
