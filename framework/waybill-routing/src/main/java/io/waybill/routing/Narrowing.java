package io.waybill.routing;

import io.waybill.plan.DidYouMean;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A router that can be asked among some of its labels: fewer for a model to read, and fewer that it
 * could take by mistake.
 */
public final class Narrowing<I> implements Router<I> {
  private final Map<String, String> labels;
  private final Function<? super Map<String, String>, ? extends Work<I, Choice>> among;
  private final Work<I, Choice> whole;

  private Narrowing(
      Map<String, String> labels,
      Function<? super Map<String, String>, ? extends Work<I, Choice>> among) {
    this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    this.among = among;
    this.whole = among.apply(this.labels);
  }

  /**
   * {@code Narrowing.of(labels, chat::choosing)}.
   *
   * @param labels each with a few words on what belongs to it; they may be empty
   * @param among makes the router of some of them, nearest first; quick and inert, since it is done
   *     for each decision that is narrowed
   */
  public static <I> Narrowing<I> of(
      Map<String, String> labels,
      Function<? super Map<String, String>, ? extends Work<I, Choice>> among) {
    return new Narrowing<>(labels, among);
  }

  /**
   * The router of these labels alone, in this order.
   *
   * @throws IllegalArgumentException if one of them is none of its labels
   */
  public Work<I, Choice> among(Set<String> some) {
    var chosen = new LinkedHashMap<String, String>();
    for (var label : some) {
      var described = labels.get(label);
      if (described == null) {
        throw new IllegalArgumentException(
            "'%s' is none of its labels. %s"
                .formatted(label, DidYouMean.among(label, labels.keySet())));
      }
      chosen.put(label, described);
    }
    return among.apply(chosen);
  }

  @Override
  public WorkInfo info() {
    return whole.info();
  }

  @Override
  public Bound bound(I input) {
    return whole.bound(input);
  }

  @Override
  public Mono<Outcome<Choice>> perform(I input, CallContext call) {
    return whole.perform(input, call);
  }
}
