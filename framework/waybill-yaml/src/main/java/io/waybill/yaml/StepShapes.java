package io.waybill.yaml;

import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the shape of one step: which verb it has, and what belongs to that verb. */
final class StepShapes {
  /** The keys of a guard's step that are not the guard's own. */
  static final Set<String> GUARD_KEYS = guardKeys();

  static final String OTHERWISE = "otherwise";

  private final Name id;
  private final Keys keys;
  private final boolean mapping;
  private final Problems problems;
  private final Map<String, Reader> verbs = new LinkedHashMap<>();

  private interface Reader {
    Optional<Verb> read(Name name);
  }

  private StepShapes(Name id, Node node, Problems problems) {
    this.id = id;
    this.keys = Keys.of(node, id.path(), problems);
    this.mapping = node instanceof Node.Mapping;
    this.problems = problems;
    verbs.put("guard", name -> Optional.of(new Verb.Guard(name, with(), keys.mapping())));
    verbs.put("retrieve", this::retrieve);
    verbs.put("model", this::ask);
    verbs.put("tool", name -> Optional.of(new Verb.Tool(name, with())));
    verbs.put("route", this::route);
    verbs.put("plan", name -> Optional.of(new Verb.Sub(name, with())));
    verbs.put("for_each", name -> each());
    verbs.put("loop", name -> loop());
    verbs.put("race", name -> race());
    verbs.put("value", name -> keys.node("value").map(Verb.Constant::new));
  }

  /** A step among others, whose key is its id. */
  static StepShape step(Name id, Node node, Problems problems) {
    var shapes = new StepShapes(id, node, problems);
    if (shapes.keys.node("id").isPresent()) {
      shapes.keys.problem("id", "is not needed: the step's key is its id");
    }
    return shapes.shape(Shapes.checked(id, problems));
  }

  /** The only step of a body: it may say an id, and is called as its body is if it does not. */
  static StepShape only(Name id, Node node, Problems problems) {
    var shapes = new StepShapes(id, node, problems);
    var own = shapes.keys.name("id").map(name -> new Name(name.written(), id.path()));
    if (own.isEmpty() && !Shapes.isId(id.text())) {
      problems.add(
          id.at(),
          id.path(),
          "has the label '%s', which can be no id: give its step an 'id'"
              .formatted(Known.clipped(id.text())));
      return shapes.shape(id);
    }
    return shapes.shape(Shapes.checked(own.orElse(id), problems));
  }

  private static Set<String> guardKeys() {
    var keys = new LinkedHashSet<>(List.of("guard", "with", "if", "needs"));
    keys.addAll(PolicyShape.KEYS);
    keys.addAll(List.of("on_error", "id"));
    return keys;
  }

  private StepShape shape(Name id) {
    int before = problems.count();
    var present = verbs.keySet().stream().filter(keys::has).toList();
    if (present.size() != 1) {
      noVerb(present);
      return unclear(id);
    }
    var verb = verb(present.get(0)).orElseGet(Verb.Unclear::new);
    boolean works = !List.of("for_each", "loop", "race", "value", "plan").contains(present.get(0));
    var condition = condition("if");
    var needs = keys.names("needs");
    var policy = works ? PolicyShape.of(keys, problems) : PolicyShape.NONE;
    boolean rescued = works || verb instanceof Verb.Sub || verb instanceof Verb.Race;
    var onError = rescued ? onError() : List.<Verb.Branch>of();
    if (!(verb instanceof Verb.Guard)) {
      keys.refuseUnknown();
    }
    return new StepShape(id, verb, condition, needs, policy, onError, problems.count() == before);
  }

  private StepShape unclear(Name id) {
    return new StepShape(
        id, new Verb.Unclear(), Optional.empty(), List.of(), PolicyShape.NONE, List.of(), false);
  }

  private void noVerb(List<String> present) {
    if (present.size() > 1) {
      problems.add(
          keys.at(),
          keys.path(),
          "has %s; a step does one thing".formatted(String.join(" and ", present)));
      return;
    }
    var misspelt =
        keys.mapping().entries().keySet().stream()
            .filter(key -> Known.nearest(key, verbs.keySet()).isPresent())
            .findFirst();
    if (misspelt.isPresent()) {
      keys.refuse(misspelt.get(), verbs.keySet());
    } else if (mapping) {
      problems.add(
          keys.at(),
          keys.path(),
          "does nothing: it needs one of %s".formatted(String.join(", ", verbs.keySet())));
    }
  }

  private Optional<Verb> verb(String key) {
    var reader = verbs.get(key);
    if (reader == null) {
      return Optional.empty();
    }
    return List.of("for_each", "loop", "race", "value").contains(key)
        ? reader.read(id)
        : keys.name(key).flatMap(reader::read);
  }

  private Optional<Node> with() {
    return keys.node("with");
  }

  private Optional<Verb> retrieve(Name name) {
    return Optional.of(new Verb.Retrieve(name, with(), keys.integer("top", 1).orElse(5)));
  }

  private Optional<Verb> ask(Name name) {
    var prompt = keys.name("prompt");
    var with = with();
    if (keys.has("prompt") == keys.has("with")) {
      problems.add(
          keys.at(),
          keys.path(),
          keys.has("prompt")
              ? "has a 'prompt' and a 'with': a model is asked one thing"
              : "needs a 'prompt', or 'with: {question, passages}'");
    }
    return Optional.of(new Verb.Ask(name, prompt, with));
  }

  private Optional<Verb> route(Name name) {
    var tried = TryShape.of(keys, problems);
    var with = with();
    var when = new ArrayList<Verb.Branch>();
    keys.required("when");
    keys.entries("when").forEach((label, entry) -> when.add(branch("when", label, label, entry)));
    if (when.isEmpty() && keys.has("when")) {
      keys.problem("when", "has no branch");
    }
    return keys.required(OTHERWISE)
        .map(
            node ->
                new Verb.Route(
                    name,
                    tried,
                    with,
                    when,
                    Shapes.body(
                        new Name(OTHERWISE, node.at(), keys.path(OTHERWISE)),
                        OTHERWISE,
                        node,
                        problems)));
  }

  private Optional<Verb> each() {
    int atMost = keys.integer("max_parallel", 1).orElse(4);
    var stream = Streaming.read(keys, problems);
    var body = inner();
    return keys.node("for_each")
        .flatMap(items -> body.map(each -> new Verb.Each(items, stream, atMost, each)));
  }

  private Optional<Verb> loop() {
    int turns = keys.integer("turns", 1).orElse(1);
    keys.required("turns");
    keys.required("until");
    var until = condition("until");
    var body = inner();
    return keys.node("loop")
        .flatMap(
            start ->
                body.flatMap(turn -> until.map(end -> new Verb.Loop(start, turns, turn, end))));
  }

  private Optional<Verb> race() {
    var runners = new ArrayList<Verb.Branch>();
    keys.entries("race")
        .forEach((label, entry) -> runners.add(branch("race", label, label, entry)));
    if (runners.isEmpty() && keys.node("race").filter(Node.Mapping.class::isInstance).isPresent()) {
      keys.problem("race", "has no runner");
    }
    var score = keys.name("score");
    return Finishes.read(keys, problems).map(finish -> new Verb.Race(runners, finish, score));
  }

  private Optional<BodyShape> inner() {
    return keys.required("do")
        .map(node -> Shapes.body(new Name("do", node.at(), keys.path("do")), "do", node, problems));
  }

  private Optional<Name> condition(String key) {
    return keys.name(key);
  }

  private List<Verb.Branch> onError() {
    var branches = new ArrayList<Verb.Branch>();
    var kinds =
        Stream.concat(
                Stream.of(ErrorKind.values())
                    .filter(kind -> kind != ErrorKind.CANCELLED)
                    .map(ErrorKind::name),
                Stream.of(OTHERWISE))
            .toList();
    keys.entries("on_error")
        .forEach(
            (kind, entry) -> {
              if (kinds.contains(kind)) {
                branches.add(branch("on_error", kind, kind.toLowerCase(Locale.ROOT), entry));
              } else {
                problems.add(
                    entry.key(),
                    keys.path("on_error"),
                    "names '%s', which is no kind of failure that can be rescued. %s"
                        .formatted(
                            Known.clipped(kind),
                            Known.among(kind.toUpperCase(Locale.ROOT), kinds)));
              }
            });
    return branches;
  }

  private Verb.Branch branch(String key, String label, String id, Node.Entry entry) {
    var name = new Name(label, entry.key(), keys.path(key) + "." + label);
    return new Verb.Branch(name, Shapes.body(name, id, entry.value(), problems));
  }
}
