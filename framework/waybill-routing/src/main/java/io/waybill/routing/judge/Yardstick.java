package io.waybill.routing.judge;

/** A figure that two routers of one kind are held against each other by. */
public interface Yardstick {
  /** As JSON and files of gates call it: {@code in_scope_accuracy}. */
  String title();

  /** In a few words, for people. */
  String meaning();

  /** Whether more of it is better; else less is. */
  boolean moreIsBetter();
}
