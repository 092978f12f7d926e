package io.waybill.testkit;

import io.waybill.estimate.Estimate;
import java.math.BigDecimal;
import java.time.Duration;
import org.opentest4j.AssertionFailedError;

/**
 * Holds a plan to what its runs may take and cost, before there is one: {@code
 * assertThat(plan.estimate(Estimator.with(prices))).p95Below(ofSeconds(2)).costPer1kBelow("0.50")}.
 * What fails shows the whole estimate, and so what dominates it.
 */
public final class Estimates {
  private static final int WHOLE = 1;

  private final Estimate estimate;

  private Estimates(Estimate estimate) {
    this.estimate = estimate;
  }

  public static Estimates assertThat(Estimate estimate) {
    return new Estimates(estimate);
  }

  /** Half of the runs take less. */
  public Estimates p50Below(Duration limit) {
    return below("p50", estimate.latency().p50(), limit);
  }

  /** Of 100 runs 95 take less. */
  public Estimates p95Below(Duration limit) {
    return below("p95", estimate.latency().p95(), limit);
  }

  /**
   * A thousand runs are likely to cost less than so many dollars. What has no price has no limit.
   *
   * @param usd {@code 0.50}
   */
  public Estimates costPer1kBelow(String usd) {
    return priced().below("likely", estimate.costs().likely().usd(), usd);
  }

  /**
   * A thousand runs cost less than so many dollars even if each call costs all that a budget would
   * hold for it.
   *
   * @param usd {@code 5}
   */
  public Estimates costPer1kAtMost(String usd) {
    priced();
    var high =
        estimate
            .costs()
            .high()
            .orElseThrow(() -> failed("what 1,000 runs cost at most has no bound"));
    return below("at most", high.usd(), usd);
  }

  /** Every call that anybody bills has a price. */
  public Estimates priced() {
    if (estimate.costs().coverage() < WHOLE) {
      throw failed("there is no price for " + String.join(", ", estimate.costs().unpriced()));
    }
    return this;
  }

  private Estimates below(String what, Duration found, Duration limit) {
    if (found.compareTo(limit) >= 0) {
      throw failed("%s is %s, not below %s".formatted(what, found, limit));
    }
    return this;
  }

  private Estimates below(String what, BigDecimal found, String usd) {
    if (found.compareTo(new BigDecimal(usd)) >= 0) {
      throw failed(
          "1,000 runs cost $%s %s, not below $%s"
              .formatted(found.stripTrailingZeros().toPlainString(), what, usd));
    }
    return this;
  }

  private AssertionFailedError failed(String why) {
    return new AssertionFailedError(why + "\n\n" + estimate);
  }
}
