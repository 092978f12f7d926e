package io.waybill.routing.cascade;

import io.waybill.ledger.Cost;
import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.RowFile;
import io.waybill.routing.data.Rows;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of a file as duels, and what is wrong with them. */
final class DuelFile {
  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000);

  /** A number of more is no price and no time, and would take for ever to multiply. */
  private static final int MOST_DIGITS = 100;

  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private final List<String> problems;

  private DuelFile(List<String> problems) {
    this.problems = new ArrayList<>(problems);
  }

  static List<Duel> read(Path file) {
    var rows = RowFile.read(file, List.of("right", "large_right"));
    var duels = new DuelFile(rows.problems());
    var read = rows.rows().stream().map(duels::duel).toList();
    if (duels.problems.isEmpty() && read.isEmpty()) {
      duels.problems.add("there is no row in it");
    }
    if (!duels.problems.isEmpty()) {
      throw Rows.refused(file.toString(), duels.problems);
    }
    return read;
  }

  private Duel duel(Row row) {
    return new Duel(
        new Answered(row.text(), answer(row)),
        new Tried(flag(row, "right"), cost(row, "usd"), time(row, "ms")),
        new Tried(flag(row, "large_right"), cost(row, "large_usd"), time(row, "large_ms")));
  }

  private Object answer(Row row) {
    if (!row.fields().containsKey("answer")) {
      problem(row, "has no \"answer\"; one that is empty is written \"\"");
    }
    var finish = row.field("finish");
    if (finish.isEmpty()) {
      return row.field("answer");
    }
    var known = Arrays.stream(Outcome.Finish.values()).map(Enum::name).toList();
    if (!known.contains(finish)) {
      problem(row, "\"finish\" is '%s'. %s".formatted(finish, DidYouMean.among(finish, known)));
      return row.field("answer");
    }
    return new Answer(row.field("answer"), Outcome.Finish.valueOf(finish));
  }

  private boolean flag(Row row, String name) {
    var written = row.field(name);
    if (!List.of("true", "false").contains(written)) {
      problem(row, "\"%s\" is '%s': write true or false".formatted(name, written));
    }
    return written.equals("true");
  }

  private Cost cost(Row row, String name) {
    return number(row, name)
        .map(dollars -> dollars.multiply(NANO).setScale(0, RoundingMode.HALF_EVEN))
        .map(nano -> Cost.of(new Money(nano.longValueExact())))
        .orElse(Cost.UNPRICED);
  }

  private Optional<Duration> time(Row row, String name) {
    return number(row, name).map(ms -> Duration.ofNanos(ms.multiply(NANOS_PER_MILLI).longValue()));
  }

  /** What a call costs or takes; empty if it is not said. */
  private Optional<BigDecimal> number(Row row, String name) {
    var written = row.field(name);
    if (written.isBlank()) {
      return Optional.empty();
    }
    try {
      var number = new BigDecimal(written.strip());
      if (number.signum() >= 0
          && Math.abs((long) number.scale()) <= MOST_DIGITS
          && number.precision() - number.scale() <= 9) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    problem(row, "\"%s\" is '%s': write a number from 0 to a billion".formatted(name, written));
    return Optional.empty();
  }

  private void problem(Row row, String what) {
    problems.add("line %d: %s".formatted(row.line(), what));
  }
}
