package io.waybill.work;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is to know about work without running it. Plain data: plans compare, hash, check and
 * write themselves by it.
 *
 * @param name what it is, as a catalog names it: {@code guard.redact}; empty if it is anonymous
 * @param version of its behaviour; a new one makes another plan
 * @param model what does it, as receipts show it: {@code gpt-4.1-mini}, {@code minilm}, {@code
 *     handbook}
 * @param config everything that decides what it does, as JSON-able data (strings, booleans, whole
 *     and decimal numbers, lists, maps with string keys), the digests of files it reads included;
 *     never a secret
 * @param input what it takes; {@code Object.class} if it does not say
 * @param output what it produces; {@code Object.class} if it does not say
 * @param safety what it may be trusted with
 * @param labels what it may choose, if it is a router; empty if it is none or does not say
 * @param pool whose machine time it uses; empty if nobody's that counts
 * @param ownRetries how often a library under it may try again by itself, where nobody sees it; 0
 *     for work as it should be
 */
public record WorkInfo(
    String name,
    String version,
    String model,
    Map<String, Object> config,
    Type input,
    Type output,
    Safety safety,
    Set<String> labels,
    String pool,
    int ownRetries) {

  /** Known by nothing: a lambda. */
  public static final WorkInfo ANONYMOUS = named("").model("instant").build();

  /** What happens if it is performed twice. */
  public enum Effects {
    /** Nothing but an answer. */
    PURE,
    /** The same as if it were performed once. */
    IDEMPOTENT,
    /** Something in the world, again: an e-mail, a payment. */
    CONSEQUENTIAL
  }

  /** Where its input goes. */
  public enum Location {
    /** It stays in house. */
    LOCAL,
    /** It leaves. */
    EXTERNAL
  }

  /** Whether what it produces may steer {@link Effects#CONSEQUENTIAL} work. */
  public enum Trust {
    /** As much as what it was given. */
    AS_INPUT,
    /** Never: it comes from a page, a mail, a stranger's document, or a model that read one. */
    UNTRUSTED,
    /** Always: a person said so, or its closed schema leaves no room for instructions. */
    TRUSTED
  }

  /** Whether what it produces is private. */
  public enum Privacy {
    /** If what it was given is. */
    AS_INPUT,
    /** No: it is a guard that takes private data out. */
    CLEARED,
    /** Yes: it puts private data in. */
    PRIVATE
  }

  /** What work may be trusted with. */
  public record Safety(Effects effects, Location location, Trust trust, Privacy privacy) {}

  public WorkInfo {
    config = Collections.unmodifiableMap(new TreeMap<>(jsonable("config", config)));
    labels = Collections.unmodifiableSet(new TreeSet<>(labels));
  }

  public boolean anonymous() {
    return name.isEmpty();
  }

  /** {@code gpt-4.1-mini}, {@code minilm @cpu}. */
  public String display() {
    var what = model.isEmpty() ? name : model;
    return pool.isEmpty() ? what : what + " @" + pool;
  }

  /**
   * Begins the description of work that is pure as far as anyone knows, stays in house and is
   * trusted as its input is.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  private static Map<String, Object> jsonable(String where, Map<?, ?> map) {
    var checked = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> checked.put((String) key, jsonable(where + "." + key, value)));
    return checked;
  }

  private static Object jsonable(String where, Object value) {
    if (value instanceof Map<?, ?> map) {
      return Collections.unmodifiableMap(new TreeMap<>(jsonable(where, map)));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> jsonable(where + "[]", item)).toList();
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof BigDecimal) {
      return value;
    }
    throw new IllegalArgumentException(
        "%s is a %s; write a string, boolean, number, list or map"
            .formatted(where, value.getClass().getName()));
  }

  /** Gathers a {@link WorkInfo}. */
  public static final class Builder {
    private final String name;
    private String version = "1";
    private String model = "";
    private Map<String, Object> config = Map.of();
    private Type input = Object.class;
    private Type output = Object.class;
    private Effects effects = Effects.IDEMPOTENT;
    private Location location = Location.LOCAL;
    private Trust trust = Trust.AS_INPUT;
    private Privacy privacy = Privacy.AS_INPUT;
    private Set<String> labels = Set.of();
    private String pool = "";
    private int ownRetries;

    private Builder(String name) {
      this.name = name;
    }

    public Builder version(String version) {
      this.version = version;
      return this;
    }

    public Builder model(String model) {
      this.model = model;
      return this;
    }

    public Builder config(Map<String, Object> config) {
      this.config = config;
      return this;
    }

    public Builder types(Type input, Type output) {
      this.input = input;
      this.output = output;
      return this;
    }

    public Builder effects(Effects effects) {
      this.effects = effects;
      return this;
    }

    public Builder location(Location location) {
      this.location = location;
      return this;
    }

    public Builder trust(Trust trust) {
      this.trust = trust;
      return this;
    }

    public Builder privacy(Privacy privacy) {
      this.privacy = privacy;
      return this;
    }

    public Builder labels(Set<String> labels) {
      this.labels = labels;
      return this;
    }

    public Builder pool(String pool) {
      this.pool = pool;
      return this;
    }

    public Builder ownRetries(int ownRetries) {
      this.ownRetries = ownRetries;
      return this;
    }

    public WorkInfo build() {
      var safety = new Safety(effects, location, trust, privacy);
      return new WorkInfo(
          name, version, model, config, input, output, safety, labels, pool, ownRetries);
    }
  }
}
