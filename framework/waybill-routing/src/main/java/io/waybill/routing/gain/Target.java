package io.waybill.routing.gain;

import io.waybill.work.Choice;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that a text may be sent to.
 *
 * @param label the branch that asks it
 * @param provider who bills it, as prices know him: {@code openai}; empty if nobody bills tokens
 * @param model as prices know it: {@code gpt-4.1-mini}
 * @param pool whose machine time it uses; empty if it is billed by tokens
 * @param habits what asking it usually takes
 */
public record Target(String label, String provider, String model, String pool, Habits habits) {
  /**
   * What asking a model usually takes.
   *
   * @param output tokens of an answer; 0 if nobody knows
   * @param engine time of an answer on a machine of ours; zero if it is billed by tokens or nobody
   *     knows
   * @param reads tokens that it reads in a second before it begins to answer; 0 if nobody knows
   */
  public record Habits(long output, Duration engine, long reads) {
    /** Nothing is known, so nobody can say what an answer costs. */
    public static final Habits UNKNOWN = new Habits(0, Duration.ZERO, 0);

    public Habits {
      if (output < 0 || reads < 0 || engine.isNegative()) {
        throw new IllegalArgumentException("nobody writes or reads less than nothing");
      }
    }
  }

  public Target {
    if (label.isBlank() || label.equals(Choice.OTHERWISE)) {
      throw new IllegalArgumentException(
          "'%s' is no label of a target: name the branch that asks it".formatted(label));
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "target '%s' has no model: name it as prices know it".formatted(label));
    }
    if (!provider.isEmpty() && !pool.isEmpty()) {
      throw new IllegalArgumentException(
          "target '%s' is billed by '%s' or runs on '%s', not both"
              .formatted(label, provider, pool));
    }
  }

  /**
   * A model as health and receipts name it: {@code openai/gpt-4.1-mini} is billed by its provider,
   * {@code qwen2.5-7b @gpu0} runs on a pool; of one that names neither nobody knows the price.
   */
  public static Target of(String label, String whom) {
    int pool = whom.lastIndexOf(" @");
    int slash = whom.indexOf('/');
    if (pool >= 0) {
      return new Target(
          label, "", whom.substring(0, pool), whom.substring(pool + 2), Habits.UNKNOWN);
    }
    return new Target(
        label,
        slash < 0 ? "" : whom.substring(0, slash),
        whom.substring(slash + 1),
        "",
        Habits.UNKNOWN);
  }

  /** The same, whose answers usually have so many tokens. */
  public Target writing(long tokens) {
    return taking(new Habits(tokens, habits.engine(), habits.reads()));
  }

  /** The same, whose answers usually take so long on a machine of ours. */
  public Target running(Duration engine) {
    return taking(new Habits(habits.output(), engine, habits.reads()));
  }

  /** The same, which reads so many tokens in a second before it begins to answer. */
  public Target reading(long tokensPerSecond) {
    return taking(new Habits(habits.output(), habits.engine(), tokensPerSecond));
  }

  /** The same with other habits. */
  public Target taking(Habits habits) {
    return new Target(label, provider, model, pool, habits);
  }

  /** {@code openai/gpt-4.1-mini}, {@code qwen2.5-7b @gpu0}: as health and receipts name it. */
  public String whom() {
    if (!pool.isEmpty()) {
      return model + " @" + pool;
    }
    return provider.isEmpty() ? model : provider + "/" + model;
  }

  /** Whether it is known what an answer takes of that which it is billed by. */
  boolean predictable() {
    return provider.isEmpty() ? !habits.engine().isZero() : habits.output() > 0;
  }

  /** What it would use for a question of so many tokens, some of them read from its cache. */
  Usage usage(long input, long cached) {
    return new Usage(
        provider,
        model,
        input,
        cached,
        0,
        habits.output(),
        0,
        habits.engine(),
        Usage.Basis.COUNTED);
  }

  /** The work that prices see. */
  WorkInfo work() {
    return WorkInfo.named(label).model(model).pool(pool).build();
  }

  Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>();
    data.put("label", label);
    data.put("model", whom());
    data.put("output", habits.output());
    data.put("engine_ms", habits.engine().toMillis());
    data.put("reads", habits.reads());
    return data;
  }
}
