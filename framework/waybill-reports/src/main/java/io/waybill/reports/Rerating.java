package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs priced anew, and what that changes: under another book, and then as if other models had done
 * some steps. Nothing is asked.
 */
public final class Rerating {
  private final Optional<PriceBook> book;
  private final List<AsIf> models;
  private final Map<String, Sums> steps = new LinkedHashMap<>();
  private final Map<AsIf, Long> changed = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * What the attempts of a step, or of all, come to.
   *
   * @param step its path without numbers; empty for all of them
   * @param billed as it stands in the runs
   * @param priced under the book
   * @param asIf by the other models, under the book
   */
  public record Row(String step, Cost billed, Cost priced, Cost asIf) {
    Row plus(Row other) {
      return new Row(
          step, billed.plus(other.billed), priced.plus(other.priced), asIf.plus(other.asIf));
    }

    boolean changes() {
      return !billed.equals(priced) || !priced.equals(asIf);
    }
  }

  /**
   * What it came to.
   *
   * @param book what priced it
   * @param models what was put in whose place
   * @param steps those of which the price changes, the dearest first
   * @param total of all steps
   */
  public record Result(PriceBook book, List<AsIf> models, List<Row> steps, Row total) {}

  private static final class Sums {
    private Cost billed = Cost.NOTHING;
    private Cost priced = Cost.NOTHING;
    private Cost asIf = Cost.NOTHING;
  }

  /**
   * Of nothing, if there is no book: then runs stay what they are.
   *
   * @throws IllegalArgumentException if there are models without a book that prices them
   */
  public Rerating(Optional<PriceBook> book, List<AsIf> models) {
    this.book = book;
    this.models = List.copyOf(models);
    if (book.isEmpty() && !models.isEmpty()) {
      throw new IllegalArgumentException("other models need a price book");
    }
  }

  /** The run as it would have been billed. */
  public Waybill of(Waybill run) {
    if (book.isEmpty()) {
      return run;
    }
    var priced = run.under(book.get());
    var asIf = models.isEmpty() ? priced : AsIf.in(run, models, book.get());
    var postings = run.ledger().postings();
    for (int i = 0; i < postings.size(); i++) {
      var sums = steps.computeIfAbsent(StepPath.of(postings.get(i).path()), path -> new Sums());
      sums.billed = sums.billed.plus(postings.get(i).cost());
      sums.priced = sums.priced.plus(priced.ledger().postings().get(i).cost());
      sums.asIf = sums.asIf.plus(asIf.ledger().postings().get(i).cost());
      count(postings.get(i));
    }
    return asIf;
  }

  private void count(Posting posting) {
    if (AsIf.ofModel(posting.usage())) {
      known.add(StepPath.of(posting.path()));
    }
    models.stream()
        .filter(model -> model.changes(posting))
        .findFirst()
        .ifPresent(model -> changed.merge(model, 1L, Long::sum));
  }

  /**
   * What has changed so far; empty if there is no other book.
   *
   * @throws IllegalArgumentException if a model was put in the place of none, naming the steps that
   *     there are
   */
  public Optional<Result> result() {
    var missed = new ArrayList<String>();
    models.stream()
        .filter(model -> !changed.containsKey(model))
        .forEach(
            model ->
                missed.add(
                    "no step '%s' that a model did. %s"
                        .formatted(model.step(), DidYouMean.among(model.step(), known))));
    if (!missed.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", missed));
    }
    return book.map(this::result);
  }

  private Result result(PriceBook prices) {
    var rows =
        steps.entrySet().stream()
            .map(
                e ->
                    new Row(
                        e.getKey(), e.getValue().billed, e.getValue().priced, e.getValue().asIf))
            .toList();
    var total =
        rows.stream().reduce(new Row("", Cost.NOTHING, Cost.NOTHING, Cost.NOTHING), Row::plus);
    return new Result(
        prices,
        models,
        rows.stream()
            .filter(Row::changes)
            .sorted(
                Comparator.<Row>comparingLong(row -> -row.asIf.known().nanoUsd())
                    .thenComparing(Row::step))
            .toList(),
        total);
  }
}
