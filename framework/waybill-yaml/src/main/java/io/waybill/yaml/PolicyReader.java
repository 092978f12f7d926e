package io.waybill.yaml;

import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the names in what a step makes do with. */
final class PolicyReader implements RungShape.Cases<Optional<Rung>> {
  private final FileReader file;
  private final Doing doing;
  private final Bindings bindings;

  PolicyReader(FileReader file, Doing doing, Bindings bindings) {
    this.file = file;
    this.doing = doing;
    this.bindings = bindings;
  }

  Policy policy(PolicyShape shape) {
    var instead = new ArrayList<Rung>();
    shape.instead().forEach(rung -> rung.match(this).ifPresent(instead::add));
    var policy = shape.policy();
    return new Policy(policy.timeout(), policy.retry(), instead, policy.hedge(), policy.cache());
  }

  @Override
  public Optional<Rung> other(RungShape.Other other) {
    var name = other.name();
    if (Known.nearest(name.text(), List.of(PolicyShape.PARTIAL)).isPresent() && !known(name)) {
      file.problems()
          .add(
              name.at(),
              name.path(),
              "names '%s', which is nothing here. Did you mean '%s'?"
                  .formatted(Known.clipped(name.text()), PolicyShape.PARTIAL));
      return Optional.empty();
    }
    return doing.others().apply(name).map(Rung.Ask::new);
  }

  @Override
  public Optional<Rung> cached(RungShape.Cached cached) {
    return Optional.of(new Rung.Cached(cached.age()));
  }

  @Override
  public Optional<Rung> skip(RungShape.Skip skip) {
    var wanted = doing.work().info().output();
    if (Types.raw(wanted).equals(Choice.class)) {
      return Keys.text(skip.value(), skip.path(), file.problems())
          .map(label -> new Rung.Skip(Choice.of(label.text())));
    }
    if (skip.value() instanceof Node.Scalar none && none.plain() && none.text().equals("null")) {
      return Optional.of(new Rung.Skip(Nothing.NOTHING));
    }
    var value = bindings.of(skip.value(), wanted, skip.path());
    if (!value.refs().isEmpty()) {
      file.problems()
          .add(
              skip.value().at(),
              skip.path(),
              "reads a value; what stands in a step's place is written out");
      return Optional.of(new Rung.Skip(Nothing.NOTHING));
    }
    return Optional.of(new Rung.Skip(value.from(new Object[0], 0)));
  }

  @Override
  public Optional<Rung> partial(RungShape.Partial partial) {
    var word = partial.word();
    if (known(word)) {
      file.problems()
          .add(
              word.at(),
              word.path(),
              "could be what is called 'partial' here, or part of the answer: call the former something else");
    }
    return Optional.of(new Rung.Partial());
  }

  private boolean known(Name name) {
    return file.sections().declare(name.text())
        || file.library().catalog().tools().containsKey(name.text());
  }
}
