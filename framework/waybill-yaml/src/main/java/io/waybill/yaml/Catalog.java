package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names that a workflow file may use: kinds of models, routers and documents, which the file
 * declares with settings, and guards and tools, which its steps name directly.
 */
public final class Catalog {
  private final Map<String, Factory<Model>> providers;
  private final Map<String, Factory<Work<?, Choice>>> routers;
  private final Map<String, Factory<Retriever>> documents;
  private final Map<String, Factory<Work<?, ?>>> guards;
  private final Map<String, Work<?, ?>> tools;
  private final Optional<Trials> trials;

  private Catalog(Builder builder) {
    providers = copy(builder.providers);
    routers = copy(builder.routers);
    documents = copy(builder.documents);
    guards = copy(builder.guards);
    tools = copy(builder.tools);
    trials = builder.trials;
  }

  public static Builder builder() {
    return new Builder();
  }

  Map<String, Factory<Model>> providers() {
    return providers;
  }

  Map<String, Factory<Work<?, Choice>>> routers() {
    return routers;
  }

  Map<String, Factory<Retriever>> documents() {
    return documents;
  }

  Map<String, Factory<Work<?, ?>>> guards() {
    return guards;
  }

  Map<String, Work<?, ?>> tools() {
    return tools;
  }

  /** Empty if nobody here can try routers with each other. */
  Optional<Trials> trials() {
    return trials;
  }

  private static <T> Map<String, T> copy(Map<String, T> named) {
    return Collections.unmodifiableMap(new TreeMap<>(named));
  }

  /** Gathers a {@link Catalog}; a name that is taken is refused. */
  public static final class Builder {
    private final Map<String, Factory<Model>> providers = new TreeMap<>();
    private final Map<String, Factory<Work<?, Choice>>> routers = new TreeMap<>();
    private final Map<String, Factory<Retriever>> documents = new TreeMap<>();
    private final Map<String, Factory<Work<?, ?>>> guards = new TreeMap<>();
    private final Map<String, Work<?, ?>> tools = new TreeMap<>();
    private Optional<Trials> trials = Optional.empty();

    private Builder() {}

    /** Models, as {@code models: {small: {provider: NAME, …}}}. */
    public Builder provider(String name, Factory<Model> factory) {
      return add("provider", providers, name, factory);
    }

    /**
     * Routers, as {@code routers: {intents: {KIND: …}}}: the kind is the key whose presence says
     * it.
     */
    public Builder router(String kind, Factory<Work<?, Choice>> factory) {
      return add("router", routers, kind, factory);
    }

    /** Documents, as {@code documents: {handbook: {KIND: …}}}. */
    public Builder documents(String kind, Factory<Retriever> factory) {
      return add("kind of documents", documents, kind, factory);
    }

    /** A guard, as {@code {guard: NAME, with: …}}: the other keys of the step are its settings. */
    public Builder guard(String name, Factory<Work<?, ?>> factory) {
      return add("guard", guards, name, factory);
    }

    /** A tool, as {@code {tool: NAME, with: …}}. */
    public Builder tool(String name, Work<?, ?> work) {
      return add("tool", tools, name, work);
    }

    /** What decides at steps that route, if that is not the router alone. */
    public Builder trials(Trials made) {
      if (trials.isPresent()) {
        throw new IllegalArgumentException("the catalog has two trials");
      }
      trials = Optional.of(made);
      return this;
    }

    public Builder with(CatalogPart part) {
      part.addTo(this);
      return this;
    }

    public Catalog build() {
      return new Catalog(this);
    }

    private <T> Builder add(String what, Map<String, T> named, String name, T made) {
      if (named.putIfAbsent(name, made) != null) {
        throw new IllegalArgumentException("the catalog has two %ss '%s'".formatted(what, name));
      }
      return this;
    }
  }
}
