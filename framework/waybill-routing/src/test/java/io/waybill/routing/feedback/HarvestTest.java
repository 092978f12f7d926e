package io.waybill.routing.feedback;

import static io.waybill.routing.feedback.Remembering.all;
import static io.waybill.routing.feedback.Remembering.decision;
import static io.waybill.routing.feedback.Remembering.helpful;
import static io.waybill.routing.feedback.Remembering.right;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.data.Rows;
import io.waybill.routing.feedback.Case.Price;
import io.waybill.work.Encoder;
import io.waybill.work.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class HarvestTest {
  private static final Price PRICE =
      new Price(Optional.of(new Money(1_000_000)), Optional.of(new Money(100_000)));
  private static final Cases.Teaching TEACHING =
      new Cases.Teaching(Set.of("model"), "helpful", 0.8, PRICE);

  @TempDir Path folder;

  private static String scrubbed(String text) {
    return text.replaceAll("\\S+@\\S+", "[email]");
  }

  private static Harvest harvest(Decision... decisions) {
    return Harvest.of(Cases.of(all(decisions), TEACHING), HarvestTest::scrubbed);
  }

  private static List<String> lessons(Harvest harvest) {
    return harvest.lessons().stream()
        .map(lesson -> lesson.text() + " = " + lesson.target().value() + " x" + lesson.times())
        .toList();
  }

  @Test
  void whatATeacherDecidedAndSomebodyAcceptedIsLearned() {
    var harvest =
        harvest(
            decision(1, "model", "one", "a", helpful(0.8)),
            decision(2, "model", "two", "a", helpful(0.79)),
            decision(3, "model", "three", "a"),
            decision(4, "model", "four", "a", right("a")),
            decision(5, "model", "", "a", helpful(1)),
            decision(6, "model", "six", "otherwise", helpful(1)),
            decision(7, "head", "seven", "a", helpful(1)),
            decision(8, "head", "eight", "a", right("a")));
    assertEquals(List.of("one = a x1", "four = a x1"), lessons(harvest));
    assertEquals(
        List.of("helpful 0.80", "person"),
        harvest.lessons().stream().map(Harvest.Lesson::accepted).toList());
    assertEquals(
        Map.of(
            "nobody accepted it", 2,
            "its text was not kept", 1,
            "the teacher abstained", 1,
            "no teacher decided it, and no person put it right", 2),
        harvest.leftOut());
  }

  @Test
  void whatAPersonPutRightIsLearnedWhoeverDecidedIt() {
    var harvest =
        harvest(
            decision(1, "head", "one", "a", right("b")),
            decision(2, "head", "two", "otherwise", right("b")),
            decision(3, "model", "three", "a", right("b"), helpful(1)));
    assertEquals(List.of("one = b x1", "two = b x1", "three = b x1"), lessons(harvest));
    assertEquals(0, harvest.saving().priced(), "what a person's time costs is not known");
  }

  @Test
  void aTextIsLearnedOnceWhateverItsCaseAndSpaceAndTwoLabelsTeachNothing() {
    var harvest =
        harvest(
            decision(1, "model", "Where is it", "a", helpful(1)),
            decision(2, "model", "where  is IT ", "a", helpful(1)),
            decision(3, "model", "other", "a", helpful(1)),
            decision(4, "model", "Other", "b", helpful(1)),
            decision(5, "model", "OTHER", "a", helpful(1)));
    assertEquals(List.of("where  is IT  = a x2"), lessons(harvest));
    assertEquals("r1/intent", harvest.lessons().get(0).from());
    assertEquals(Map.of("the same text has two labels", 3), harvest.leftOut());
    assertEquals(5, harvest.saving().cases(), "each of them was asked and paid for");
  }

  @Test
  void whatTheScrubberMarksIsNeverInTheFile() throws IOException {
    var key = "sk-" + "a1b2c3d4".repeat(4);
    var answers =
        List.of(
            new Case(
                new DecisionId("ann@example.org", "answer"),
                Remembering.BEGUN,
                "mail ann@example.org " + key,
                new Case.Answer("wrote to ann@example.org"),
                "ann@example.org said so",
                Price.UNKNOWN),
            new Case(
                new DecisionId("r2", "answer"),
                Remembering.BEGUN,
                "whose is it?",
                new Case.Label("ann@example.org"),
                "person",
                Price.UNKNOWN));
    var harvest = Harvest.of(Cases.of(answers, List.of()), HarvestTest::scrubbed);
    var file = folder.resolve("lessons.jsonl");
    harvest.write(file);
    var written = Files.readString(file);
    assertFalse(written.contains("ann"), written);
    assertFalse(written.contains("a1b2c3d4"), written);
    assertEquals(
        "{\"text\":\"mail [email] ***\",\"answer\":\"wrote to [email]\",\"from\":\"[email]\","
            + "\"accepted\":\"[email] said so\",\"times\":1}\n",
        written);
    assertEquals(Map.of("its label holds private data", 1), harvest.leftOut());
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void aScrubberThatFailsLeavesNoFile() {
    var cases = Cases.of(all(decision(1, "model", "one", "a", helpful(1))), TEACHING);
    assertThrows(
        IllegalStateException.class,
        () ->
            Harvest.of(
                cases,
                text -> {
                  throw new IllegalStateException("no scrubber");
                }));
  }

  @Test
  void whatIsWrittenCanBeFittedOn() throws IOException {
    var file = folder.resolve("lessons.jsonl");
    harvest(
            decision(1, "model", "one \"quoted\"\nline", "a", helpful(1)),
            decision(2, "model", "two", "b", helpful(1)))
        .write(file);
    var rows = Rows.read(file, List.of("label"));
    assertEquals(2, rows.size());
    assertEquals("one \"quoted\"\nline", rows.all().get(0).text());
    assertEquals("b", rows.all().get(1).field("label"));
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorAndLeavesNothingBehind() throws IOException {
    var file = Files.createDirectory(folder.resolve("lessons.jsonl"));
    Files.createFile(file.resolve("taken"));
    var harvest = harvest(decision(1, "model", "one", "a", helpful(1)));
    assertThrows(IOException.class, () -> harvest.write(file));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  /** Vectors of two numbers: texts that begin alike are near. */
  private static final class Beginnings implements Encoder {
    @Override
    public String name() {
      return "beginnings";
    }

    @Override
    public String digest() {
      return "sha256:0";
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public Mono<Encoded> encode(String text) {
      double angle = text.charAt(0) - 'a' + text.length() / 1000.0;
      return Mono.just(
          new Encoded(
              new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}, 1, Duration.ZERO));
    }
  }

  @Test
  void textsThatAreNearlyTheSameAreLearnedOnce() {
    var harvest =
        harvest(
            decision(1, "model", "apple", "a", helpful(1)),
            decision(2, "model", "apples", "a", helpful(1)),
            decision(3, "model", "apples!", "b", helpful(1)),
            decision(4, "model", "bear", "a", helpful(1)));
    var distinct = harvest.distinct(new Beginnings(), 0.95).block();
    assertEquals(List.of("apple = a x1", "apples! = b x1", "bear = a x1"), lessons(distinct));
    assertEquals(Map.of("it is nearly the same text as another", 1), distinct.leftOut());
    assertEquals(harvest.saving(), distinct.saving());
    assertThrows(IllegalArgumentException.class, () -> harvest.distinct(new Beginnings(), 0));
  }

  @Test
  void theSavingIsAnEstimateOverKnownPricesOnly() {
    var harvest =
        harvest(
            decision(0, "head", "zero", "a"),
            decision(10, "model", "one", "a", helpful(1)),
            decision(20, "model", "two", "a", helpful(1)),
            decision(30, "head", "three", "a", right("b")),
            decision(48, "head", "four", "a"));
    var saving = harvest.saving();
    assertEquals(3, saving.cases());
    assertEquals(2, saving.priced());
    assertEquals(new Money(1_800_000), saving.known());
    assertEquals(Duration.ofHours(48), saving.period());
    assertEquals(Optional.of(new Money(900_000)), saving.each());
    assertEquals(Optional.of(1.5), saving.casesPerDay());
    assertEquals(Optional.of(new Money(900_000)), saving.perDay());
    assertEquals(
        "an estimate: $0.0018 on 2 cases in 2.0 days; 1 more have no known price",
        saving.toString());
  }

  @Test
  void anUnknownPriceIsNoSavingOfNothing() {
    var saving =
        Harvest.of(
                Cases.of(
                    all(decision(1, "model", "one", "a", helpful(1))),
                    new Cases.Teaching(Set.of("model"), "helpful", 0.8, Price.UNKNOWN)),
                text -> text)
            .saving();
    assertEquals(Optional.empty(), saving.each());
    assertEquals(Optional.empty(), saving.perDay());
    assertEquals("unknown: none of 1 cases in 0.0 days has a known price", saving.toString());
    assertTrue(saving.casesPerDay().isEmpty(), "an hour says nothing of a day");
  }
}
