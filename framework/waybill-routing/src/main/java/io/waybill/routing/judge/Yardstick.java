package io.waybill.routing.judge;

import io.waybill.plan.DidYouMean;
import java.util.List;
import java.util.Locale;

/** A figure that two routers of one kind are held against each other by: of an enum of them. */
public interface Yardstick {
  /** The name of the constant. */
  String name();

  /** As JSON and files of gates call it: {@code in_scope_accuracy}. */
  default String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In a few words, for people. */
  String meaning();

  /** Whether more of it is better; else less is. */
  boolean moreIsBetter();

  /**
   * The one of that title.
   *
   * @param of what they are figures of, for whoever names none: {@code " of a router"}, or nothing
   * @throws IllegalArgumentException saying which there are
   */
  static <Y extends Yardstick> Y named(String title, List<Y> all, String of) {
    return all.stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no measure called '%s'%s. %s"
                        .formatted(
                            title,
                            of,
                            DidYouMean.among(title, all.stream().map(Yardstick::title).toList()))));
  }
}
