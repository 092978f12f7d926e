package io.waybill.testkit.outside;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips, by name and with the reason, what needs a program that is not here. */
final class Presence implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getElement()
        .flatMap(test -> AnnotationSupport.findAnnotation(test, Needs.class))
        .map(needs -> of(needs.value(), name(context)))
        .orElseGet(() -> ConditionEvaluationResult.enabled("it needs nothing"));
  }

  private static ConditionEvaluationResult of(String program, String test) {
    var result = of(program, Surroundings.OURS);
    if (result.isDisabled()) {
      // Maven counts what is skipped and does not say why
      System.out.printf("%s: %s%n", test, result.getReason().orElse("skipped"));
    }
    return result;
  }

  private static String name(ExtensionContext context) {
    var type = context.getRequiredTestClass().getSimpleName();
    return context.getTestMethod().map(test -> type + "." + test.getName()).orElse(type);
  }

  static ConditionEvaluationResult of(String program, Surroundings around) {
    var found = around.find(program);
    if (found.isPresent()) {
      return ConditionEvaluationResult.enabled("found " + found.get());
    }
    if (around.requires(program)) {
      throw new IllegalStateException(
          around.missing(program) + ", and WAYBILL_REQUIRE says that it must be there");
    }
    return ConditionEvaluationResult.disabled("skipped: " + around.missing(program));
  }
}
