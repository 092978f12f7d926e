package io.waybill.plan;

final class Description {
  static String of(Plan<?> plan) {
    return plan.toString();
  }
}
