package io.waybill.plan;

import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is known of a binding's value; it says what is wrong with the binding for that. */
final class Given implements Binding.Cases<Fact> {
  private final Map<String, Fact> known;
  private final Consumer<String> problems;

  Given(Map<String, Fact> known, Consumer<String> problems) {
    this.known = known;
    this.problems = problems;
  }

  @Override
  public Fact ref(Ref<?> ref) {
    var fact = known.getOrDefault(ref.id(), Fact.UNKNOWN);
    for (var name : ref.path()) {
      var part = fact.part(name);
      if (part.isEmpty()) {
        problems.accept(
            "reads '%s', but a %s has no '%s'. %s"
                .formatted(
                    ref, fact.type().getSimpleName(), name, DidYouMean.among(name, fact.parts())));
      }
      fact = closed(ref, fact, name) ? Fact.UNKNOWN : part.orElse(fact.as(Object.class));
    }
    return fact;
  }

  /**
   * Which of its labels a router chose, and how sure it is: there is no room in these for anybody's
   * words. A choice that no router made may be called anything.
   */
  private static boolean closed(Ref<?> ref, Fact fact, String part) {
    return ref.id().startsWith("routes.")
        && fact.type().equals(Choice.class)
        && (part.equals("label") || part.equals("confidence"));
  }

  @Override
  public Fact text(Binding.Text text) {
    return all(text.refs()).as(String.class);
  }

  @Override
  public Fact literal(Binding.Literal<?> literal) {
    return Fact.UNKNOWN.as(literal.value().getClass());
  }

  @Override
  public Fact join(Binding.Join<?> join) {
    var components = join.type().getRecordComponents();
    for (int i = 0; i < Math.min(components.length, join.parts().size()); i++) {
      var part = join.parts().get(i).match(this);
      if (!part.fits(components[i].getType())) {
        problems.accept(
            "gives a %s as '%s' of %s, which is a %s"
                .formatted(
                    part.type().getSimpleName(),
                    components[i].getName(),
                    join.type().getSimpleName(),
                    components[i].getType().getSimpleName()));
      }
    }
    return all(join.parts()).as(join.type());
  }

  @Override
  public Fact all(Binding.All<?> all) {
    return all(all.parts()).as(List.class);
  }

  @Override
  public Fact fields(Binding.Fields fields) {
    return all(new ArrayList<>(fields.parts().values())).as(Map.class);
  }

  @Override
  public Fact pieces(Pieces pieces) {
    var text = pieces.text().match(this);
    if (!text.fits(String.class)) {
      problems.accept(
          "goes through the %s of '%s', which is a %s; only a text has any"
              .formatted(pieces.split(), pieces.text(), text.type().getSimpleName()));
    }
    return text.as(List.class);
  }

  @Override
  public Fact after(Binding.After<?> after) {
    return after.value().match(this);
  }

  private Fact all(List<? extends Binding<?>> parts) {
    var together = Fact.UNKNOWN;
    for (var part : parts) {
      together = together.and(part.match(this));
    }
    return together;
  }
}
