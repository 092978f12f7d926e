package io.waybill.examples.seven;

import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.lines;
import static io.waybill.dsl.Bind.text;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.telemetry.OtlpJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same e-mail, answered by one plan after the other. Each has a shop of its own, which has
 * answered an e-mail of somebody else before (untimed): so connections are open, code is warm, and
 * caches have what they would have.
 *
 * @param faster how many times faster than in real time the models were
 * @param all every stage
 * @param waiting the overlapped plan if it did not overlap
 */
record Story(int faster, List<Measured> all, Measured waiting) {
  static final String FIRST = Phrases.resource("mail-fr.txt").strip();
  static final String SECOND = Phrases.resource("mail-de.txt").strip();

  /** Lives it in real time, and prints it. */
  public static void main(String[] arguments) {
    System.out.println(at(1).told());
  }

  /** Lives it. */
  static Story at(int faster) {
    var all = new ArrayList<Measured>();
    for (var stage : Stage.values()) {
      try (var shop = new Shop(faster)) {
        all.add(second(shop, stage, shop.java(stage)));
      }
    }
    try (var shop = new Shop(faster)) {
      return new Story(faster, all, second(shop, Stage.OVERLAPPED, waiting(shop.crew())));
    }
  }

  private static Measured second(Shop shop, Stage stage, Plan<String> plan) {
    shop.begin(plan, FIRST);
    return shop.answer(stage, plan, SECOND);
  }

  /** As {@link SevenModels#overlapped}, but no line is begun before the draft is at its end. */
  private static Plan<String> waiting(Crew crew) {
    var pages = Pages.in(Shop.FOLDER.resolve("pages"));
    return Flow.plan(
        "waiting",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.small());
          var intent = flow.call("intent", text(Prompts.INTENT, mail), crew.small());
          var query = flow.call("query", text(Prompts.QUERY, mail), crew.small());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts = flow.call("facts", text(Prompts.FACTS, page), crew.small());
          var draft =
              flow.call("draft", text(Prompts.DRAFT, mail, intent, facts, rules), crew.medium());
          var check = flow.call("check", text(Prompts.CHECK, draft, facts, rules), crew.small());
          var whole = flow.call("whole", draft, (String written) -> written);
          var reply =
              flow.each(
                  "reply",
                  lines(whole),
                  SevenModels.AT_ONCE,
                  (each, line) ->
                      each.call("line", text(Prompts.LINE, line, rules, language), crew.medium()));
          var letter = flow.call("letter", reply, Letter.lines());
          return flow.call("send", join(Letter.class, letter, check), Letter.send());
        });
  }

  Measured of(Stage stage) {
    return all.get(stage.ordinal());
  }

  /** How long each stage should take, by the waybill of the one before. */
  Map<Stage, Duration> foreseen() {
    var foreseen = new EnumMap<Stage, Duration>(Stage.class);
    try (var shop = new Shop(faster)) {
      foreseen.put(Stage.ORDERED, forecast(shop, Stage.NAIVE, Stage.ORDERED));
      foreseen.put(Stage.SMALLER, forecast(shop, Stage.ORDERED, Stage.SMALLER));
    }
    foreseen.put(Stage.OVERLAPPED, Forecast.without("reply", of(Stage.SMALLER).waybill()));
    foreseen.put(Stage.CACHED, Forecast.without("facts", of(Stage.OVERLAPPED).waybill()));
    return foreseen;
  }

  private Duration forecast(Shop shop, Stage from, Stage to) {
    return Forecast.of(shop.java(to), of(from).waybill(), faster);
  }

  /** As a person reads it. */
  String told() {
    var first = of(Stage.NAIVE);
    var last = of(Stage.CACHED);
    return String.join(
        "\n",
        faster == 1 ? "in real time" : "models %d times as fast as they would be".formatted(faster),
        "",
        Told.table(all, foreseen()),
        "",
        String.format(
            Locale.ROOT,
            "%.1f times as fast, for %.0f %% of the money. 3 without overlap, all else the same: %.2f s.",
            first.seconds() / last.seconds(),
            100 * last.dollars() / first.dollars(),
            waiting.seconds()),
        "",
        Told.beside(first, last),
        last.stage().file() + ", its own receipt:",
        "",
        last.waybill().toString());
  }

  /** Writes each run as a trace that Jaeger's upload takes. */
  void writeTraces(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var one : all) {
      OtlpJson.write(one.waybill(), folder.resolve(one.stage().file() + ".json"));
    }
  }
}
