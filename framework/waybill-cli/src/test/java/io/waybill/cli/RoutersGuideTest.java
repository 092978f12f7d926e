package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.local.Encoders;
import io.waybill.routing.data.Rows;
import io.waybill.routing.feedback.Decision;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.file.RouterFile;
import io.waybill.routing.fit.HeadFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and files of docs/guide/routers.md, in their order, and those of cli.md. */
class RoutersGuideTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path folder;

  private static Path root() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    return root;
  }

  private static List<String> blocks(String guide, String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(root().resolve("docs/guide/" + guide)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @BeforeEach
  void rows() {
    Intents.train(folder);
    Intents.test(folder);
    var asked =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "{\"text\": \"%s %d\", \"small\": %b, \"large\": %b}"
                        .formatted(
                            i % 2 == 0 ? "prove the theorem of" : "what colour is",
                            i,
                            i % 2 == 1 || i % 20 == 0,
                            i % 7 != 0))
            .toList();
    Intents.lines(folder.resolve("asked.jsonl"), asked.subList(0, 240));
    Intents.lines(folder.resolve("asked-later.jsonl"), asked.subList(240, 300));
  }

  /** As in a shell whose current folder is that of the rows. */
  private Shell.Said type(String command) {
    assertTrue(command.startsWith("./waybill "), command);
    var words = new ArrayList<String>();
    WORD.matcher(command.substring("./waybill ".length()))
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .map(
            word ->
                word.matches("[a-z-]+\\.(jsonl|router|yaml|html|router\\.json)")
                    ? folder.resolve(word).toString()
                    : word)
        .forEach(words::add);
    return Shell.waybill(words.toArray(String[]::new));
  }

  @Test
  void everyCommandDoesWhatTheGuideSays() throws IOException {
    var files = blocks("routers.md", "yaml");
    Files.writeString(folder.resolve("desk.yaml"), files.get(0));
    Files.writeString(folder.resolve("gates.yaml"), files.get(1));
    var said = new ArrayList<Shell.Said>();
    for (var block : blocks("routers.md", "sh")) {
      for (var command : block.lines().toList()) {
        said.add(type(command));
        assertEquals(0, said.get(said.size() - 1).exit(), () -> command + said);
      }
    }
    assertEquals(13, said.size());
    assertTrue(said.get(2).out().contains("We look into your invoice."), said::toString);
    assertTrue(said.get(3).out().contains("80.0 % of what it decides is right"), said::toString);
    assertTrue(said.get(4).err().contains("met: 3 gates"), said::toString);
    assertTrue(said.get(11).out().contains("dollars for 1,000 rows"), said::toString);
    assertTrue(Files.readString(folder.resolve("intents.html")).contains("<svg"));
    Files.writeString(folder.resolve("chat.yaml"), files.get(3));
    for (var command : List.of("check", "estimate", "graph")) {
      var chat = type("./waybill " + command + " chat.yaml");
      assertEquals(0, chat.exit(), chat::toString);
    }
  }

  /** What people write about now, and a router that was fitted before they did. */
  private void somethingNewIsAsked() throws IOException {
    var train = Files.readAllLines(Intents.train(folder));
    var login = train.stream().filter(row -> row.contains("\"login\"")).toList();
    var before = new ArrayList<>(train);
    before.removeAll(login);
    List.of("the garage door", "a key for the gate", "the fence", "an alarm on the roof")
        .forEach(text -> before.add(Intents.row(text, "login")));
    Intents.lines(folder.resolve("train.jsonl"), before);
    var texts = Pattern.compile("\"text\": (\"[^\"]*\")");
    Intents.lines(
        folder.resolve("tickets.jsonl"),
        login.stream()
            .flatMap(row -> texts.matcher(row).results().map(found -> found.group(1)))
            .toList());
    Files.writeString(folder.resolve("desk.yaml"), blocks("routers.md", "yaml").get(0));
  }

  @Test
  void fromARunThroughWhatBecameOfItToABetterRouterAsTheGuideSays() throws IOException {
    somethingNewIsAsked();
    type("./waybill router fit --train train.jsonl --out-of-scope-label oos --out intents.router");
    var guide = Files.readString(root().resolve("docs/guide/routers.md"));
    var commands =
        Pattern.compile("(?m)^    (waybill r.*)$")
            .matcher(guide.substring(guide.indexOf("## Learning")))
            .results()
            .map(line -> "./" + line.group(1))
            .toList();
    assertEquals(6, commands.size());
    var run = type(commands.get(0));
    assertEquals(0, run.exit(), run::toString);
    var log = folder.resolve("decisions.jsonl");
    for (var decision : Decisions.read(log).all()) {
      var outcome = type(commands.get(1).replace("3k9x0c2m1", decision.id().run()));
      assertEquals(0, outcome.exit(), outcome::toString);
    }
    var summed = type(commands.get(2));
    assertEquals(0, summed.exit(), summed::toString);
    assertTrue(summed.out().startsWith("48 decisions of 1 router\n"), summed.out());
    var harvested = type(commands.get(3));
    var rows = Files.readAllLines(folder.resolve("lessons.jsonl"));
    assertTrue(rows.size() > 24, "so many did it not know: " + rows.size());
    assertTrue(
        harvested.out().contains("lessons.jsonl: %d rows to fit on".formatted(rows.size())),
        harvested.out());
    assertEquals(0, type(commands.get(4)).exit());
    triedBeside(log);
    var promoted = type(commands.get(5));
    assertEquals(0, promoted.exit(), promoted::toString);
    assertTrue(promoted.out().contains("new.router"), promoted::toString);
    assertTrue(Files.exists(folder.resolve("intents.router.promotions.jsonl")));
  }

  /** The new router beside the old one, as the guide writes it. */
  private void triedBeside(Path log) throws IOException {
    var desk = folder.resolve("desk.yaml");
    var beside = blocks("routers.md", "yaml").get(2);
    var tried = Files.readString(desk).replace("    route: intents.router\n", beside);
    Files.writeString(desk, tried);
    int before = Decisions.read(log).all().size();
    var run = type("./waybill run desk.yaml --input tickets.jsonl --decisions decisions.jsonl");
    assertEquals(0, run.exit(), run::toString);
    var fresh = Decisions.read(log).all().stream().skip(before).toList();
    assertEquals(48, fresh.size());
    var answered =
        fresh.stream()
            .filter(each -> each.shadow().filter(Decision.Answered.class::isInstance).isPresent())
            .count();
    assertTrue(answered > 40, "shadows that answered: " + answered);
  }

  @Test
  void everyCommandOfTheSectionOnRoutersGoesWell() throws IOException {
    var commands =
        blocks("cli.md", "sh").stream()
            .filter(block -> block.contains("./waybill router"))
            .flatMap(String::lines)
            .toList();
    assertEquals(5, commands.size());
    for (var command : commands) {
      var said = type(command);
      assertEquals(0, said.exit(), () -> command + said);
    }
  }

  @Test
  void theSameInJava() throws IOException {
    var train = folder.resolve("train.jsonl");
    var file = folder.resolve("java.router");
    var rows = Rows.read(train, List.of("label"));
    var fit = HeadFit.on(Encoders.minilm()).withOutOfScope("oos");
    var router = fit.fit(rows, Rows.of(List.of())).block();
    router.artefact().write(file);
    var same = RouterFile.read(file, Encoders::named);
    assertEquals(router.info(), same.info());
    var source = "framework/waybill-cli/src/test/java/io/waybill/cli/RoutersGuideTest.java";
    var here = Files.readString(root().resolve(source));
    for (var line : blocks("routers.md", "java").get(0).lines().toList()) {
      assertTrue(here.contains("    " + line + "\n"), line);
    }
  }
}
