package io.waybill.yaml;

import java.time.Duration;

/** What a step makes do with, as it was written; names are still names. */
sealed interface RungShape {
  <R> R match(Cases<R> cases);

  /** One case per form. */
  interface Cases<R> {
    R other(Other other);

    R cached(Cached cached);

    R skip(Skip skip);

    R partial(Partial partial);
  }

  /** {@code large}: another of the same kind as the step's own. */
  record Other(Name name) implements RungShape {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.other(this);
    }
  }

  /** {@code { cached: 1h }}. */
  record Cached(Duration age) implements RungShape {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cached(this);
    }
  }

  /** {@code { skip: … }}: what the work gives decides what the value is. */
  record Skip(Node value, String path) implements RungShape {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.skip(this);
    }
  }

  /** {@code partial}, which could be a name too. */
  record Partial(Name word) implements RungShape {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.partial(this);
    }
  }
}
