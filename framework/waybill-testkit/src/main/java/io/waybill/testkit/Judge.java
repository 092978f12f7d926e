package io.waybill.testkit;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run of a random plan against what the plan means and what its work counted, and says
 * where they differ.
 */
final class Judge {
  private final OwnBill bill;
  private final Meaning meaning;
  private final List<String> problems = new ArrayList<>();

  private record Call(String path, int attempt) {}

  Judge(OwnBill bill, Meaning meaning) {
    this.bill = bill;
    this.meaning = meaning;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  void succeeded(Object value, Waybill waybill) {
    if (meaning.decided() && !meaning.value().equals(java.util.Optional.of(value))) {
      problems.add("value %s, and it should be %s".formatted(value, shown()));
    }
    calls(waybill, true);
    bill(waybill);
    total(waybill);
  }

  void failed(Failure failure, Waybill waybill, boolean cancelled) {
    boolean stopped = waybill.status() == Waybill.Status.CANCELLED;
    if (stopped && !cancelled) {
      problems.add("it was cancelled by nobody: " + failure);
    }
    if (!stopped && meaning.decided() && !among(failure, meaning.failures())) {
      problems.add("it fails with %s, and it should give %s".formatted(failure, shown()));
    }
    if (stopped && failure.kind() != ErrorKind.CANCELLED) {
      problems.add("a cancelled run says " + failure);
    }
    calls(waybill, !stopped);
    bill(waybill);
    if (!stopped) {
      total(waybill);
    }
  }

  private static boolean among(Failure failure, Set<Failure> possible) {
    return possible.stream()
        .anyMatch(
            one ->
                one.path().equals(failure.path())
                    && one.kind() == failure.kind()
                    && one.message().equals(failure.message()));
  }

  private Object shown() {
    return meaning.value().<Object>map(value -> value).orElse(meaning.failures());
  }

  private void calls(Waybill waybill, boolean toTheEnd) {
    if (!meaning.decided()) {
      return;
    }
    var made = calls(waybill.ledger().postings());
    var possible = calls(meaning.possible());
    var certain = calls(meaning.certain());
    made.stream()
        .filter(call -> !possible.contains(call))
        .forEach(call -> problems.add("it should never call " + call));
    certain.stream()
        .filter(call -> toTheEnd && !made.contains(call))
        .forEach(call -> problems.add("it should have called " + call));
  }

  private static Set<Call> calls(List<Posting> postings) {
    return postings.stream()
        .map(posting -> new Call(posting.path(), posting.attempt()))
        .collect(Collectors.toSet());
  }

  private static Set<Call> calls(Set<Made> made) {
    return made.stream()
        .map(one -> new Call(one.path(), one.attempt()))
        .collect(Collectors.toSet());
  }

  /** Every call that the work counted is posted once, for what the work says it used. */
  private void bill(Waybill waybill) {
    Map<Call, OwnBill.Entry> own = new HashMap<>();
    bill.entries().forEach(entry -> own.put(new Call(entry.path(), entry.attempt()), entry));
    own.forEach(
        (call, entry) -> {
          if (entry.times() != 1) {
            problems.add("%s was asked %d times".formatted(call, entry.times()));
          }
        });
    var posted = new HashSet<Call>();
    for (var posting : waybill.ledger().postings()) {
      var call = new Call(posting.path(), posting.attempt());
      if (!posted.add(call)) {
        problems.add(call + " is posted twice");
      }
      posting(posting, own.get(call));
    }
    own.keySet().stream()
        .filter(call -> !posted.contains(call))
        .forEach(call -> problems.add(call + " is not posted"));
  }

  private void posting(Posting posting, OwnBill.@Nullable Entry entry) {
    if (entry == null) {
      problems.add(posting.path() + " is posted, and was never asked");
    } else if (entry.usage().isPresent() && !(posting.fate().dropped() && entry.cancelled())) {
      var said = RandomPlan.PRICES.price(posting.work(), entry.usage().get(), Instant.EPOCH);
      if (!said.equals(posting.cost())) {
        problems.add(
            "%s is posted for %s, and its work says %s"
                .formatted(posting.path(), posting.cost(), said));
      }
    } else if (posting.fate().dropped() && !entry.cancelled() && !entry.over()) {
      problems.add(posting.path() + " is posted as cancelled, and nobody told its work");
    }
  }

  private void total(Waybill waybill) {
    var sum =
        waybill.ledger().postings().stream().map(Posting::cost).reduce(Cost.NOTHING, Cost::plus);
    if (!sum.equals(waybill.ledger().total())) {
      problems.add("the postings cost %s, the run %s".formatted(sum, waybill.ledger().total()));
    }
    if (meaning.exact() && !meaning.cost(RandomPlan.PRICES).equals(sum)) {
      problems.add(
          "it costs %s, and it should cost %s".formatted(sum, meaning.cost(RandomPlan.PRICES)));
    }
  }
}
