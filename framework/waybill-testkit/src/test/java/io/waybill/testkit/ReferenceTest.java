package io.waybill.testkit;

import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.PARITY;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static Work<Long, Long> failing(ErrorKind kind) {
    return scripted("failing").says(Reply.<Long>failed(kind, "no").using(Trials.THOUSAND));
  }

  private static Set<String> paths(Set<Made> made) {
    return made.stream()
        .map(one -> one.path() + "#" + one.attempt())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aPlanThatSucceedsMeansItsValueItsCallsAndItsCost() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var paid =
                  flow.call("paid", n, scripted("paid").says(Reply.of(4L).using(Trials.THOUSAND)));
              return flow.route("way", paid, PARITY)
                  .when("even", branch -> branch.call("more", paid, INCREMENT))
                  .otherwise(branch -> n);
            });
    var meaning = Reference.of(plan, Trials.ONE);
    assertEquals(5L, meaning.value().orElseThrow());
    assertEquals(Set.of("paid#1", "way#1", "way:even/more#1"), paths(meaning.certain()));
    assertTrue(meaning.exact());
    assertEquals(Cost.of(new Money(1_000_000)), meaning.cost(Trials.PRICES));
  }

  @Test
  void ofTwoFailuresEitherMayBeReportedAndNoCallIsCertain() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var a = flow.call("a", n, failing(ErrorKind.REFUSED));
              var b = flow.call("b", n, failing(ErrorKind.INVALID));
              return flow.call("sum", Bind.<Long>all(List.of(a, b)), SUM);
            });
    var meaning = Reference.of(plan, Trials.ONE);
    assertEquals(
        Set.of("a", "b"),
        meaning.failures().stream().map(Failure::path).collect(Collectors.toSet()));
    assertEquals(Set.of(), paths(meaning.certain()));
    assertEquals(Set.of("a#1", "b#1"), paths(meaning.possible()));
    assertFalse(meaning.exact());
  }

  @Test
  void whatOneFailureWaitedForIsCertain() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var first = flow.call("first", n, INCREMENT);
              var bad = flow.call("bad", first, failing(ErrorKind.REFUSED));
              var beside = flow.call("beside", n, INCREMENT);
              return flow.call("sum", Bind.<Long>all(List.of(bad, beside)), SUM);
            });
    var meaning = Reference.of(plan, Trials.ONE);
    assertEquals(Set.of("bad#1", "first#1"), paths(meaning.certain()));
    assertEquals(Set.of("bad#1", "beside#1", "first#1"), paths(meaning.possible()));
  }

  @Test
  void aRescueWhoseValueDependsOnWhoIsFasterIsUndecided() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var way =
                  flow.route("way", n, PARITY)
                      .when("odd", branch -> twoFailures(branch, n))
                      .otherwise(branch -> n);
              flow.rescue(way, (body, failure) -> body.call("x", n, INCREMENT), ErrorKind.REFUSED);
              return flow.rescue(way, (body, failure) -> n);
            });
    assertFalse(Reference.of(plan, Trials.ONE).decided());
  }

  private static Ref<Long> twoFailures(Flow branch, Ref<Long> n) {
    var a = branch.call("a", n, failing(ErrorKind.REFUSED));
    var b = branch.call("b", n, failing(ErrorKind.INVALID));
    return branch.call("sum", Bind.<Long>all(List.of(a, b)), SUM);
  }

  @Test
  void aPlanOfTheSameSeedIsTheSamePlan() {
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(RandomPlans.of(seed).plan(), RandomPlans.of(seed).plan());
      assertEquals(RandomPlans.of(seed).plan().hash(), RandomPlans.of(seed).plan().hash());
    }
  }
}
