package io.waybill.routing;

import java.util.List;

/** A few texts of a desk. */
final class Desk {
  static final List<Example> EXAMPLES =
      List.of(
          new Example("the invoice has a wrong amount", "billing"),
          new Example("please correct my invoice amount", "billing"),
          new Example("the parcel is late", "delivery"),
          new Example("where is the parcel now", "delivery"),
          new Example("tell me a joke", "otherwise"),
          new Example("who won the football match", "otherwise"));

  private Desk() {}
}
