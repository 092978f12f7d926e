package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Router;
import io.waybill.work.Source;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A catalog of small works that are what they say, for both pens. */
final class Shop {
  /** What {@link #grounded} checks. */
  record Draft(String answer, List<Passage> passages) {}

  /** A charge, for numbers of every kind. */
  record Charge(String reason, int times, double rate, boolean urgent) {}

  private static final Type PASSAGES = Question.class.getRecordComponents()[1].getGenericType();

  private Shop() {}

  static Catalog catalog() {
    return Catalog.builder()
        .provider("quote", Shop::quote)
        .router("nearest", Shop::nearest)
        .router("rules", Shop::rules)
        .documents("folder", settings -> handbook(settings.folder("folder")))
        .guard("redact", settings -> redact(settings.flag("restorable")))
        .guard("grounded", settings -> grounded(settings.decimal("at_least", 0.5)))
        .tool("inbox", inbox())
        .tool("charge", charge())
        .tool("shelf", shelf())
        .tool("note", note())
        .tool("post", post())
        .tool("pay", pay())
        .tool("length", length())
        .trials(Shop::tried)
        .build();
  }

  /** Says who is tried, and decides nothing. */
  static Work<?, Choice> tried(Trial trial) {
    if (!trial.triesAny()) {
      return trial.live();
    }
    var config = new TreeMap<String, Object>();
    config.put("live", trial.live().info().name());
    trial.shadow().ifPresent(router -> config.put("shadow", router.info().name()));
    trial
        .canary()
        .ifPresent(
            canary ->
                config.put(
                    "canary",
                    List.of(canary.router().info().name(), canary.share(), canary.seed())));
    return Router.<String>described(
        WorkInfo.named("tried")
            .config(config)
            .types(String.class, Choice.class)
            .labels(trial.live().info().labels())
            .build(),
        (text, call) -> Mono.just(Outcome.of(Choice.of(Choice.OTHERWISE))));
  }

  static Model quote(int sentences) {
    var config = Map.<String, Object>of("sentences", sentences);
    return new Model(
        work(
            WorkInfo.named("quote.text").config(config).types(String.class, String.class),
            text -> text.substring(0, Math.min(text.length(), 40 * sentences))),
        work(
            WorkInfo.named("quote.answer").config(config).types(Question.class, String.class),
            (Question question) ->
                question.passages().stream()
                    .limit(sentences)
                    .map(Passage::text)
                    .toList()
                    .toString()));
  }

  static Work<String, Choice> nearest(double confidence, String examples) {
    var info =
        WorkInfo.named("router.nearest")
            .config(
                Map.of("nearest", "intents.jsonl", "confidence", confidence, "digest", examples))
            .types(String.class, Choice.class)
            .labels(Set.of("billing", "technical"));
    return Router.described(
        info.build(),
        (text, call) ->
            Mono.just(Outcome.of(Choice.of(text.contains("charged") ? "billing" : "technical"))));
  }

  static Retriever handbook(Path folder) {
    return top ->
        work(
            WorkInfo.named("documents.folder")
                .config(Map.of("folder", String.valueOf(folder.getFileName()), "top", top))
                .types(String.class, PASSAGES),
            (String text) ->
                List.of(
                    new Passage(
                        "Refunds take five days.",
                        new Source("refunds.md", 0, 23, "sha256:0"),
                        1.0)));
  }

  static Work<String, String> redact(boolean restorable) {
    return work(
        WorkInfo.named("guard.redact")
            .config(restorable ? Map.of("restorable", true) : Map.of())
            .privacy(WorkInfo.Privacy.CLEARED)
            .types(String.class, String.class),
        text -> text.replaceAll("[0-9]{4,}", "[number]"));
  }

  static Work<Draft, String> grounded(double atLeast) {
    return work(
        WorkInfo.named("guard.grounded")
            .config(Map.of("at_least", atLeast))
            .types(Draft.class, String.class),
        Draft::answer);
  }

  static Work<String, String> inbox() {
    return work(
        WorkInfo.named("tool.inbox").types(String.class, String.class),
        text -> "a person: " + text);
  }

  static Work<String, String> post() {
    return work(
        WorkInfo.named("tool.post")
            .location(WorkInfo.Location.EXTERNAL)
            .types(String.class, String.class),
        text -> "posted");
  }

  static Work<Object, String> pay() {
    return work(
        WorkInfo.named("tool.pay")
            .effects(WorkInfo.Effects.CONSEQUENTIAL)
            .types(Object.class, String.class),
        input -> "paid");
  }

  static Work<Charge, String> charge() {
    return work(WorkInfo.named("tool.charge").types(Charge.class, String.class), Charge::toString);
  }

  static Work<Object, List<String>> shelf() {
    return work(
        WorkInfo.named("tool.shelf").types(Object.class, List.class),
        input -> List.of("a", "b", "c"));
  }

  static Work<Object, String> note() {
    return work(WorkInfo.named("tool.note").types(Object.class, String.class), String::valueOf);
  }

  static Work<Object, Integer> length() {
    return work(
        WorkInfo.named("tool.length").types(Object.class, Integer.class),
        input -> String.valueOf(input).length());
  }

  private static Model quote(Settings settings) {
    return quote(settings.integer("sentences", 1));
  }

  private static Work<?, Choice> nearest(Settings settings) throws IOException {
    var examples = settings.file("nearest");
    var confidence = settings.decimal("confidence", 0.5);
    if (confidence > 1) {
      settings.problem("confidence", "is above 1");
    }
    return nearest(confidence, Files.readString(examples).strip());
  }

  static Work<?, Choice> rules(Settings settings) {
    var labels = new TreeMap<String, Object>();
    settings
        .mappings("rules")
        .forEach(rule -> labels.put(rule.text("label"), rule.list("contains")));
    return Router.<String>described(
        WorkInfo.named("router.rules")
            .config(labels)
            .types(String.class, Choice.class)
            .labels(labels.keySet())
            .build(),
        (text, call) -> Mono.just(Outcome.of(Choice.of(Choice.OTHERWISE))));
  }

  private static <I, O> Work<I, O> work(WorkInfo.Builder info, Function<I, O> body) {
    return Work.described(
        info.model("test").build(), (input, call) -> Mono.just(Outcome.of(body.apply(input))));
  }
}
