package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How two values compare. Numbers compare by what they are worth, texts by their characters, a
 * constant of an enum as its name; whatever is compared with nothing, or cannot be ordered, does
 * not hold. Nothing throws.
 */
public enum Comparison {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">=");

  /** The label a comparison chooses when it holds; else it abstains. */
  public static final String TRUE = "true";

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** What {@link #router()} compares. */
  public record Operands(Object left, Object right) {}

  /** What {@link #until()} compares, and the loop's value. */
  public record Verdict(Object value, Object left, Object right) {}

  /** {@code ==}, {@code <=}. */
  public String sign() {
    return sign;
  }

  static Optional<Comparison> of(@Nullable Object sign) {
    return Stream.of(values()).filter(comparison -> comparison.sign.equals(sign)).findFirst();
  }

  /** The work behind {@code if:}, called {@code compare}: chooses {@link #TRUE} or abstains. */
  public Router<Operands> router() {
    return Router.described(
        info("compare").types(Operands.class, Choice.class).labels(Set.of(TRUE)).build(),
        (operands, call) ->
            Mono.just(Outcome.of(Choice.of(test(operands) ? TRUE : Choice.OTHERWISE))));
  }

  /** The work behind {@code until:}, called {@code until}: ends the loop when it holds. */
  public <T> Work<Verdict, Turn<T>> until() {
    return Work.described(
        info("until").types(Verdict.class, Turn.class).build(),
        (verdict, call) -> Mono.just(Outcome.of(this.<T>turn(verdict))));
  }

  /** Whether it holds between two values. */
  public boolean holds(Object left, Object right) {
    if (left == Nothing.NOTHING || right == Nothing.NOTHING) {
      return false;
    }
    var a = comparable(left);
    var b = comparable(right);
    if (this == EQUAL || this == NOT_EQUAL) {
      return same(a, b) == (this == EQUAL);
    }
    if (a instanceof BigDecimal number && b instanceof BigDecimal other) {
      return orders(number.compareTo(other));
    }
    return a instanceof String text && b instanceof String other && orders(text.compareTo(other));
  }

  private WorkInfo.Builder info(String name) {
    return WorkInfo.named(name)
        .model("instant")
        .config(Map.of("op", sign))
        .effects(WorkInfo.Effects.PURE);
  }

  private boolean test(Operands operands) {
    return holds(operands.left(), operands.right());
  }

  @SuppressWarnings("unchecked") // the loop's value goes in as it comes out
  private <T> Turn<T> turn(Verdict verdict) {
    var value = (T) verdict.value();
    return holds(verdict.left(), verdict.right())
        ? new Turn.Done<>(value)
        : new Turn.Again<>(value);
  }

  private boolean orders(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof BigDecimal number && b instanceof BigDecimal other) {
      return number.compareTo(other) == 0;
    }
    return a.equals(b);
  }

  /** Numbers as decimals, constants and characters as text; what has no decimal stays itself. */
  private static Object comparable(Object value) {
    if (value instanceof Number number) {
      try {
        return value instanceof BigDecimal ? value : new BigDecimal(number.toString());
      } catch (NumberFormatException notANumber) {
        return value;
      }
    }
    return value instanceof Enum<?> constant
        ? constant.name()
        : value instanceof Character character ? character.toString() : value;
  }
}
