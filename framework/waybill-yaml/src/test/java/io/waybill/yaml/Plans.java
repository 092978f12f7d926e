package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Budget;
import io.waybill.plan.Finish;
import io.waybill.plan.Input;
import io.waybill.plan.Pieces;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Split;
import io.waybill.plan.Step;
import io.waybill.plan.Weighing;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Nothing;
import io.waybill.work.Work;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Plans of any shape, the same for the same seed, of works that the {@link Shop} knows. */
final class Plans {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "NO",
          "017",
          "1e3",
          "null",
          "~",
          "true",
          "- a",
          "a: b",
          "a #b",
          "${{ x }}",
          "${{",
          "}}",
          "{}",
          "$",
          "\"quoted\" \\ 'text'",
          "two\nlines",
          "\nfirst",
          "last\n",
          "a\n\nb",
          "  indented\n  twice",
          "tab\there",
          "trailing \nspace",
          "\r\n",
          "\u0085\u2028",
          "\uFEFFmark",
          "ü 語 🫖",
          "file:x",
          "\u0001",
          "@",
          "*a",
          "&a",
          "!a",
          "%",
          "8s",
          "- ",
          "?",
          "a\n ",
          "1:30",
          "0x1F",
          "yes",
          ".5",
          "key: ${{ steps.a }} ");

  private final Random random;

  /** Values of which nobody knows the parts. */
  private final Set<String> open = new HashSet<>(Set.of("order"));

  private int next;

  Plans(long seed) {
    random = new Random(seed);
  }

  Plan<?> plan() {
    var inputs =
        List.of(
            new Input("ticket", String.class, Set.of(Input.Mark.PRIVATE)),
            new Input("count", Number.class, Set.of(Input.Mark.TRUSTED)),
            new Input("tags", List.class, Set.of()),
            new Input("order", Map.class, Set.of()),
            new Input("urgent", Boolean.class, Set.of()));
    var seen = new ArrayList<Ref<?>>();
    inputs.forEach(input -> seen.add(input.ref()));
    var body = body(List.of(), seen, 3);
    return new Plan<>("plan-" + random.nextInt(9), inputs, body.steps(), body.output(), budget());
  }

  private Budget budget() {
    var budget =
        random.nextBoolean()
            ? Budget.NONE.within(Duration.ofNanos(1 + random.nextLong(1L << 40)))
            : Budget.NONE;
    return random.nextBoolean()
        ? budget.spending(new Money(random.nextLong(1L << random.nextInt(1, 60))))
        : budget;
  }

  /** Steps that each read the one before, so that all are read. */
  private Body body(List<Ref<?>> given, List<Ref<?>> around, int depth) {
    var seen = new ArrayList<>(around);
    seen.addAll(given);
    var steps = new ArrayList<Step>();
    var needs = new ArrayList<Ref<?>>();
    int many = random.nextInt(4) + 1;
    for (int i = 0; i < many; i++) {
      var step = step("s" + next++, seen, needs, depth);
      steps.add(step);
      needs.clear();
      needs.add(Ref.to(step.id()));
      seen.add(Ref.to(step.id()));
    }
    var last = steps.get(steps.size() - 1);
    var output = Ref.to(last.id());
    boolean part = open.contains(last.id()) && random.nextInt(5) == 0;
    return new Body(given, steps, part ? output.at("part-" + next) : output);
  }

  private Step step(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    int shape = depth == 0 ? random.nextInt(4) : random.nextInt(11);
    if (Set.of(0, 5, 7, 8, 9, 10).contains(shape)) {
      open.add(id);
    }
    return switch (shape) {
      case 0 -> call(id, after(binding(seen, 2), needs), Value.itself(), Policy.NONE, Rescue.NONE);
      case 1 ->
          call(
              id,
              after(text(seen), needs),
              Shop.quote(random.nextInt(3)).text(),
              policy(Shop.quote(random.nextInt(4)).text(), words()),
              rescue(id, seen, depth));
      case 2 ->
          call(
              id,
              after(binding(seen, 1), needs),
              Shop.note(),
              policy(Shop.inbox(), words()),
              rescue(id, seen, depth));
      case 3 ->
          call(
              id,
              after(text(seen), needs),
              Shop.redact(random.nextBoolean()),
              policy(),
              Rescue.NONE);
      case 4 -> {
        var work = Shop.handbook(Path.of("handbook")).retrieve(random.nextInt(5) + 1);
        yield call(id, after(text(seen), needs), work, policy(work, List.of()), Rescue.NONE);
      }
      case 5 -> route(id, seen, needs, depth);
      case 6 -> conditional(id, seen, needs, depth);
      case 7 -> each(id, seen, needs, depth);
      case 8 -> loop(id, seen, needs, depth);
      case 9 -> race(id, seen, needs, depth);
      default -> sub(id, seen, needs);
    };
  }

  private static Step call(
      String id, Binding<?> input, Work<?, ?> work, Policy policy, Rescue rescue) {
    return new Step.Call(id, input, work, policy, rescue);
  }

  private Step route(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    var router = (Work<?, Choice>) Shop.nearest(random.nextInt(100) / 100.0, "two examples");
    var inside = new ArrayList<>(seen);
    inside.add(Ref.decisionOf(id).at("label"));
    var when = new LinkedHashMap<String, Body>();
    when.put("billing", body(List.of(), inside, depth - 1));
    if (random.nextBoolean()) {
      when.put("technical", new Body(List.of(), List.of(), pick(seen)));
    }
    var otherwise = body(List.of(), seen, depth - 1);
    return new Step.Route(
        id,
        after(text(seen), needs),
        router,
        policy(Shop.nearest(0.25, "two examples"), Choice.of("billing")),
        when,
        otherwise,
        rescue(id, seen, depth));
  }

  private Step conditional(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    var comparison = Comparison.values()[random.nextInt(6)];
    var operands = new Binding.Join<>(Comparison.Operands.class, List.of(side(seen), side(seen)));
    Step then = null;
    while (then == null || then instanceof Step.Route route && route.when().containsKey("true")) {
      then = step(id + "_then", seen, List.of(), depth - 1);
    }
    var skip = call(id + "_skip", Binding.nothing(), Value.itself(), Policy.NONE, Rescue.NONE);
    return new Step.Route(
        id,
        after(operands, needs),
        comparison.router(),
        Policy.NONE,
        Map.of("true", new Body(List.of(), List.of(then), Ref.to(id + "_then"))),
        new Body(List.of(), List.of(skip), Ref.to(id + "_skip")),
        Rescue.NONE);
  }

  private Step each(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    return new Step.Each(
        id,
        after(items(seen), needs),
        body(List.of(Ref.to(id + ".item")), without(seen, ".item"), depth - 1),
        random.nextInt(8) + 1);
  }

  private Binding<?> items(List<Ref<?>> seen) {
    return switch (random.nextInt(3)) {
      case 0 -> Ref.to("tags");
      case 1 -> list(seen, 1);
      default -> new Pieces(Ref.to("ticket"), split());
    };
  }

  private Split split() {
    var splits = List.of(Split.BY_SENTENCE, Split.BY_LINE, Split.BY_PARAGRAPH);
    return random.nextInt(4) == 0
        ? Split.byChars(1 + random.nextInt(1000))
        : splits.get(random.nextInt(3));
  }

  private Step loop(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    var turn = Ref.to(id + ".turn");
    var body = body(List.of(turn), without(seen, ".turn"), depth - 1);
    var verdict =
        new Binding.Join<>(
            Comparison.Verdict.class,
            List.of(body.output(), side(List.of(turn)), side(seen.subList(0, 5))));
    var steps = new ArrayList<>(body.steps());
    steps.add(
        call(
            id + "_until",
            verdict,
            Comparison.values()[random.nextInt(6)].until(),
            Policy.NONE,
            Rescue.NONE));
    return new Step.Loop(
        id,
        after(binding(seen, 1), needs),
        new Body(List.of(turn), steps, Ref.to(id + "_until")),
        random.nextInt(9) + 1);
  }

  /** What it needs, its first runner reads. */
  private Step race(String id, List<Ref<?>> seen, List<Ref<?>> needs, int depth) {
    var runners = new LinkedHashMap<String, Body>();
    for (var label : List.of("small", "large one", "third").subList(0, random.nextInt(3) + 1)) {
      boolean first = runners.isEmpty();
      runners.put(label, runner(first ? needs : List.of(), seen, depth - 1));
    }
    var rescue = rescue(id, seen, depth);
    return switch (random.nextInt(3)) {
      case 0 -> new Step.Race(id, runners, Finish.FIRST, rescue);
      case 1 ->
          new Step.Race(id, runners, Finish.quorum(random.nextInt(runners.size()) + 1), rescue);
      default -> new Weighing(runners, Shop.length()).race(id, rescue);
    };
  }

  private Body runner(List<Ref<?>> needs, List<Ref<?>> seen, int depth) {
    if (needs.isEmpty()) {
      return random.nextInt(4) == 0
          ? new Body(List.of(), List.of(), pick(seen))
          : body(List.of(), seen, depth);
    }
    var id = "s" + next++;
    var call = call(id, after(binding(seen, 1), needs), Value.itself(), Policy.NONE, Rescue.NONE);
    return new Body(List.of(), List.of(call), Ref.to(id));
  }

  private Step sub(String id, List<Ref<?>> seen, List<Ref<?>> needs) {
    var inner =
        new Plan<>(
            "inner",
            List.of(
                new Input("text", String.class, Set.of()), new Input("any", Map.class, Set.of())),
            List.of(
                call(
                    "said",
                    new Binding.All<>(List.of(Ref.to("text"), Ref.to("any").at("x y"))),
                    random.nextBoolean() ? Value.itself() : Shop.note(),
                    Policy.NONE,
                    Rescue.NONE)),
            Ref.to("said"),
            budget());
    var parts = new LinkedHashMap<String, Binding<?>>();
    parts.put("any", after(Ref.to("order"), needs));
    parts.put("text", text(seen));
    return new Step.Sub(id, new Binding.Fields(parts), inner, rescue(id, seen, 0));
  }

  private Rescue rescue(String id, List<Ref<?>> seen, int depth) {
    if (depth == 0 || random.nextInt(3) > 0) {
      return Rescue.NONE;
    }
    var given = List.<Ref<?>>of(Ref.to(id + ".failure"));
    var inside = without(seen, ".failure");
    return new Rescue(
        random.nextBoolean() ? Map.of(ErrorKind.REFUSED, body(given, inside, depth - 1)) : Map.of(),
        Optional.of(body(given, inside, 0)));
  }

  /**
   * @param other what may be asked in the place of the work
   * @param value what may stand in the place of its answer
   */
  private Policy policy(Work<?, ?> other, Object value) {
    var policy = policy();
    if (random.nextInt(3) == 0) {
      policy = policy.orElse(other);
    }
    if (random.nextInt(3) == 0) {
      policy = policy.orCached(time());
    }
    if (value instanceof String && random.nextInt(3) == 0) {
      policy = policy.orPartial();
    }
    var skipped = random.nextBoolean() || value instanceof Choice ? value : Nothing.NOTHING;
    return random.nextInt(3) == 0 ? policy.orSkip(skipped) : policy;
  }

  private Policy policy() {
    var policy = random.nextBoolean() ? Policy.NONE.within(time()) : Policy.NONE;
    if (random.nextBoolean()) {
      policy = policy.retry(random.nextInt(3));
      policy =
          random.nextBoolean() ? policy : policy.backoff(Duration.ofMillis(random.nextInt(3000)));
    }
    if (random.nextInt(3) == 0) {
      policy = policy.hedged(random.nextBoolean() ? Policy.Hedge.LIVE : new Policy.Hedge(time()));
    }
    return random.nextInt(3) == 0
        ? policy.cached(time(), random.nextBoolean() ? 1000 : 1 + random.nextInt(5))
        : policy;
  }

  private Duration time() {
    return Duration.ofNanos(1 + random.nextLong(1L << 40));
  }

  private Binding<?> after(Binding<?> input, List<Ref<?>> needs) {
    return needs.isEmpty() ? input : new Binding.After<>(input, List.copyOf(needs));
  }

  private Binding<?> binding(List<Ref<?>> seen, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> pick(seen);
      case 1 -> text(seen);
      case 2 -> new Binding.Literal<>(constant(depth));
      case 3 -> list(seen, depth - 1);
      default -> {
        var parts = new LinkedHashMap<String, Binding<?>>();
        parts.put("a ref", pick(seen));
        parts.put(random.nextBoolean() ? "b" : "NO", binding(seen, depth - 1));
        yield new Binding.Fields(parts);
      }
    };
  }

  private Binding.All<Object> list(List<Ref<?>> seen, int depth) {
    return new Binding.All<>(List.of(binding(seen, depth), pick(seen)));
  }

  private Binding.Text text(List<Ref<?>> seen) {
    var literals = new ArrayList<String>();
    var refs = new ArrayList<Ref<?>>();
    literals.add(words());
    for (int i = random.nextInt(3); i > 0; i--) {
      refs.add(pick(seen));
      literals.add(words());
    }
    return new Binding.Text(literals, refs);
  }

  private Binding<?> side(List<Ref<?>> seen) {
    return random.nextBoolean() ? pick(seen) : new Binding.Literal<>(constant(0));
  }

  private Object constant(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> words();
      case 1 -> random.nextLong();
      case 2 -> new BigDecimal(random.nextInt(999)).movePointLeft(random.nextInt(6) - 2);
      case 3 -> random.nextBoolean();
      case 4 -> Nothing.NOTHING;
      case 5 -> new BigDecimal("1E+7");
      case 6 -> List.of(constant(depth - 1), constant(depth - 1));
      default -> Map.of(random.nextBoolean() ? "key" : "a: b\n", constant(depth - 1));
    };
  }

  private String words() {
    return TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextBoolean() ? "" : words());
  }

  private Ref<?> pick(List<Ref<?>> seen) {
    var ref = seen.get(random.nextInt(seen.size()));
    return open.contains(ref.id()) && ref.path().isEmpty() && random.nextInt(3) == 0
        ? ref.at(List.of("total", "0", "two words", "it's", "\\").get(random.nextInt(5)))
        : ref;
  }

  private static List<Ref<?>> without(List<Ref<?>> seen, String word) {
    var rest = new ArrayList<>(seen);
    rest.removeIf(ref -> ref.id().endsWith(word));
    return rest;
  }
}
