package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Price.Rate;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.run.Protection;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Random plans with budgets on real threads, against a provider that keeps its own bill. */
class BudgetTest {
  private static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Rate.of("1", "2"), "large", Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  private static final int PLANS = 640;
  private static final int AT_ONCE = 64;

  /** Of some 8,000 calls; mostly it is none. */
  private static final int MOST_UNKNOWN = 8;

  /** What stands between the runs and the provider. */
  enum By {
    NOBODY,
    PROTECT
  }

  private record Ran(RandomSpending spending, Waybill waybill) {}

  @ParameterizedTest
  @EnumSource
  void noCallOfAnyRunStartsThatDoesNotFitAndTheLedgerIsTheBill(By by) {
    var protection = by == By.NOBODY ? Protection.NONE : Protect.standard();
    var engine = LocalEngine.builder().prices(PRICES).protection(protection).build();
    var wrong = new ArrayList<String>();
    var fates = new EnumMap<Posting.Fate, Integer>(Posting.Fate.class);
    var roles = new EnumMap<Posting.Role, Integer>(Posting.Role.class);
    int starts = 0;
    int refused = 0;
    int unknown = 0;
    for (int first = 0; first < PLANS; first += AT_ONCE) {
      for (var ran : ran(engine, first, false)) {
        var till = ran.spending().till;
        var ledger = ran.waybill().ledger();
        till.close(ledger.total());
        unknown += ledger.total().unpriced();
        starts += till.starts;
        for (var posting : ledger.postings()) {
          fates.merge(posting.fate(), 1, Integer::sum);
          roles.merge(posting.how().role(), 1, Integer::sum);
          refused += posting.how().error().filter(ErrorKind.BUDGET::equals).isPresent() ? 1 : 0;
        }
        wrong.addAll(till.wrong);
      }
    }
    System.out.printf(
        "%,d random plans, protected by %s: %,d calls on the wire, %,d refused for want of money; %s; %s; unknown: %d; wrong: %d%n",
        PLANS, by, starts, refused, fates, roles, unknown, wrong.size());
    assertTrue(unknown <= MOST_UNKNOWN, "cut off while they were being sent: " + unknown);
    assertEquals(List.of(), wrong.stream().limit(5).toList());
    assertTrue(refused > PLANS / 10, "refused: " + refused);
    assertEquals(4, fates.size(), "every fate: " + fates);
    assertTrue(
        roles
            .keySet()
            .containsAll(List.of(Posting.Role.RETRY, Posting.Role.HEDGE, Posting.Role.FALLBACK)),
        "roles: " + roles);
  }

  /** So that the test above is known to see what it is there for. */
  @Test
  void modelsThatCostMoreThanWhatIsHeldForThemAreFound() {
    var engine = LocalEngine.builder().prices(PRICES).build();
    long found =
        ran(engine, 0, true).stream()
            .filter(
                ran -> ran.spending().till.wrong.stream().anyMatch(why -> why.contains("starts")))
            .count();
    System.out.printf("of %d plans whose models lie, %d are found to overspend%n", AT_ONCE, found);
    assertTrue(found > 0);
  }

  private static List<Ran> ran(LocalEngine engine, int first, boolean lying) {
    var all = new ArrayList<Mono<Ran>>();
    for (int seed = first; seed < first + AT_ONCE; seed++) {
      var spending = new RandomSpending(seed, lying);
      var run = engine.start(spending.plan(), Map.of("n", 1L), RunOptions.UNFOLLOWED);
      var random = new Random(seed);
      if (random.nextInt(4) == 0) {
        Mono.delay(Duration.ofNanos(random.nextInt(2_000_000)))
            .subscribe(now -> run.cancel("luck"));
      }
      all.add(
          run.result()
              .map(result -> new Ran(spending, result.waybill()))
              .onErrorResume(
                  RunException.class, failed -> Mono.just(new Ran(spending, failed.waybill()))));
    }
    return all.stream().map(each -> each.block(Duration.ofMinutes(2))).toList();
  }
}
