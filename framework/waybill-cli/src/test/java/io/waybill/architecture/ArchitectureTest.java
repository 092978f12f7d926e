package io.waybill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shape of the whole project, as a test. Each rule is shown to fail on a class that breaks it.
 */
class ArchitectureTest {
  private static final Path ROOT = root();

  /** Package → what of ours it may use → what of others'. {@code java} everybody may. */
  private static final List<Layer> TABLE =
      List.of(
          layer("work", "", "reactor.. org.reactivestreams.. org.jspecify.."),
          layer("plan", "work", "org.jspecify.."),
          layer("dsl", "work plan", "org.jspecify.."),
          layer("ledger", "work plan", "org.jspecify.."),
          layer(
              "run",
              "work plan ledger",
              "reactor.. org.reactivestreams.. org.slf4j.. org.jspecify.."),
          layer(
              "protect",
              "work plan ledger run",
              "reactor.. io.github.resilience4j.. com.github.benmanes.caffeine.. org.jspecify.."),
          layer("memory", "work", "reactor.. com.fasterxml.jackson.. org.jspecify.."),
          layer("guards", "work", "reactor.. com.google.re2j.. org.jspecify.."),
          layer(
              "routing",
              "work plan dsl ledger",
              "reactor.. com.google.re2j.. com.fasterxml.jackson.. org.jspecify.."),
          layer("routing.data", "plan", "com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "routing.fit",
              "work routing.data routing.judge",
              "reactor.. com.fasterxml.jackson.. org.jspecify.."),
          layer("routing.judge", "work plan", "com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "routing.cascade",
              "work plan dsl ledger routing",
              "reactor.. com.google.re2j.. com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "routing.feedback",
              "work plan ledger routing.data routing.fit routing.judge routing.cascade",
              "reactor.. com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "routing.file",
              "work plan routing",
              "reactor.. com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "routing.gain",
              "work plan ledger routing",
              "reactor.. com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "yaml",
              "work plan",
              "reactor.. com.fasterxml.jackson.. org.yaml.snakeyaml.. com.google.re2j.. org.jspecify.."),
          layer(
              "local",
              "work plan",
              "reactor.. org.reactivestreams.. ai.onnxruntime.. ai.djl.. com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "telemetry",
              "work ledger run",
              "reactor.. io.opentelemetry.. com.fasterxml.jackson.. org.slf4j.. org.jspecify.."),
          layer(
              "http",
              "work",
              "reactor.. dev.langchain4j.. okhttp3.. okio.. kotlin.. com.fasterxml.jackson.. org.junit.. org.slf4j.. org.jspecify.."),
          layer(
              "langchain4j",
              "work plan run",
              "reactor.. org.reactivestreams.. dev.langchain4j.. com.fasterxml.jackson.. org.slf4j.. org.jspecify.."),
          layer(
              "mcp",
              "work plan",
              "reactor.. okhttp3.. okio.. kotlin.. com.fasterxml.jackson.. org.yaml.snakeyaml.. com.google.re2j.. org.slf4j.. org.jspecify.."),
          layer(
              "models",
              "work yaml plan langchain4j http",
              "reactor.. dev.langchain4j.. com.fasterxml.jackson.. org.slf4j.. org.jspecify.."),
          layer("prices", "work plan ledger yaml", "com.fasterxml.jackson.. org.jspecify.."),
          layer("estimate", "work plan ledger", "org.jspecify.."),
          layer("record", "work plan ledger", "com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "reports",
              "work plan ledger record routing",
              "com.fasterxml.jackson.. org.jspecify.."),
          layer("reports.router", "work reports routing", "org.jspecify.."),
          layer(
              "testkit",
              "work plan ledger run dsl estimate",
              "reactor.. org.reactivestreams.. org.junit.. org.opentest4j.. com.fasterxml.jackson.. org.jspecify.."),
          layer("testkit.billing", "testkit", "com.fasterxml.jackson.. org.jspecify.."),
          layer(
              "testkit.outside",
              "",
              "reactor.. com.fasterxml.jackson.. org.junit.. org.opentest4j.. org.jspecify.."),
          layer(
              "http.junit",
              "http",
              "dev.langchain4j.. org.junit.. org.opentest4j.. org.jspecify.."),
          layer(
              "cli",
              "work plan ledger run protect guards routing yaml local http langchain4j models mcp telemetry prices estimate record reports",
              "reactor.. com.fasterxml.jackson.. picocli.. me.tongfei.. org.slf4j.. org.jspecify.. sun.misc.."));

  private static final Set<String> EDGES =
      Set.of("io.waybill.cli", "io.waybill.examples", "io.waybill.testkit");

  private static JavaClasses project;

  @TempDir Path temp;

  private record Layer(String name, String[] ours, String[] others) {
    String[] may() {
      var mine =
          Stream.of("io.waybill." + name + "..", "java..", "javax.tools..", "javax.net.ssl..");
      var theirs = Stream.of(others).filter(pack -> !pack.isEmpty());
      return Stream.of(
              mine,
              Stream.of(ours)
                  .filter(pack -> !pack.isEmpty())
                  .map(pack -> "io.waybill." + pack + ".."),
              theirs)
          .flatMap(each -> each)
          .toArray(String[]::new);
    }

    ArchRule rule() {
      return classes()
          .that(resideInAnyPackage("io.waybill." + name + ".."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(may()).or(describe("arrays", type -> type.isArray())))
          .allowEmptyShould(true);
    }
  }

  private static Layer layer(String name, String ours, String others) {
    return new Layer(name, ours.split(" "), others.split(" "));
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Every main class of every module that the table names; read once. */
  private static synchronized JavaClasses project() throws IOException {
    if (project == null) {
      project = imported();
    }
    return project;
  }

  private static JavaClasses imported() throws IOException {
    try (var modules = Files.walk(ROOT, 4)) {
      var built =
          modules
              .filter(
                  path ->
                      path.endsWith("target/classes") && !path.toString().contains("benchmarks"))
              .toList();
      return new ClassFileImporter().importPaths(built);
    }
  }

  private void holdsAndCanFail(ArchRule rule, String planted) throws IOException {
    assertDoesNotThrow(() -> rule.check(project()));
    var violation = Planted.source(planted).compiledTo(temp);
    assertThrows(
        AssertionError.class,
        () -> rule.check(violation),
        "the rule does not see what breaks it: " + rule.getDescription());
  }

  @Test
  void itSawTheClassesOfEveryModule() throws IOException {
    var project = project();
    for (var layer : TABLE) {
      assertTrue(
          project.stream()
              .anyMatch(type -> type.getPackageName().equals("io.waybill." + layer.name)),
          "no class of io.waybill." + layer.name + " was seen: build the whole project first");
    }
    var named = TABLE.stream().map(layer -> "io.waybill." + layer.name).toList();
    project.forEach(
        type ->
            assertTrue(
                type.getPackageName().startsWith("io.waybill.examples")
                    || named.contains(type.getPackageName()),
                type.getName() + " is in a package that the table does not name"));
  }

  @Test
  void everyPackageUsesOnlyWhatTheTableAllows() throws IOException {
    var project = project();
    for (var layer : TABLE) {
      assertDoesNotThrow(() -> layer.rule().check(project));
      var forbidden =
          layer.name.equals("cli") ? "io.waybill.testkit.RandomPlans" : "io.waybill.cli.Main";
      var stranger = layer.name.equals("cli") ? "org.junit.jupiter.api.Test" : forbidden;
      var planted =
          Planted.source(
              "package io.waybill.%s; public final class Planted { Class<?> bad = %s.class; }"
                  .formatted(layer.name, stranger));
      var violation = planted.compiledTo(temp.resolve(layer.name));
      assertThrows(AssertionError.class, () -> layer.rule().check(violation), layer.name);
    }
  }

  /** It is a second opinion only as long as it knows nothing of the first. */
  @Test
  void theProviderThatKeepsItsOwnBillKnowsNothingOfTheLedger() throws IOException {
    var rule =
        noClasses()
            .that(resideInAnyPackage("io.waybill.testkit.billing.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.waybill.ledger..",
                    "io.waybill.run..",
                    "io.waybill.plan..",
                    "io.waybill.work.."));
    holdsAndCanFail(
        rule,
        "package io.waybill.testkit.billing; public class Copies { io.waybill.ledger.PriceBook prices; }");
  }

  @Test
  void noPackagesUseEachOtherInACircle() throws IOException {
    var rule = slices().matching("io.waybill.(*)..").should().beFreeOfCycles();
    assertDoesNotThrow(() -> rule.check(project()));
    var one = temp.resolve("A.java");
    var two = temp.resolve("B.java");
    Files.writeString(one, "package io.waybill.one; public class A { io.waybill.two.B b; }");
    Files.writeString(two, "package io.waybill.two; public class B { io.waybill.one.A a; }");
    var out = Files.createDirectories(temp.resolve("circle"));
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-proc:none", "-d", out.toString(), one.toString(), two.toString());
    var violation = new ClassFileImporter().importPath(out);
    assertThrows(AssertionError.class, () -> rule.check(violation));
  }

  @Test
  void onlyTheOutermostEdgesWaitOrSubscribe() throws IOException {
    var waits =
        describe(
            "wait or subscribe",
            (JavaMethodCall call) -> {
              var owner = call.getTargetOwner().getName();
              var name = call.getTarget().getName();
              return (owner.startsWith("reactor.core.publisher.")
                      && (name.startsWith("block") || name.equals("subscribe")))
                  || (owner.equals("java.lang.Thread") && name.equals("sleep"));
            });
    var rule =
        noClasses()
            .that(describe("are no edge", type -> !edge(type)))
            .should()
            .callMethodWhere(waits);
    holdsAndCanFail(
        rule,
        "package io.waybill.guards; public class Waits { Object now() { return reactor.core.publisher.Mono.just(1).block(); } }");
  }

  /**
   * The command, examples, tests' kit, and the engine's own two doors: the loop that awaits and the
   * blocking run.
   */
  private static boolean edge(JavaClass type) {
    return EDGES.stream().anyMatch(pack -> type.getPackageName().startsWith(pack))
        || type.getName().equals("io.waybill.run.RunLoop")
        || type.getName().equals("io.waybill.run.Engine");
  }

  @Test
  void nothingIsSerialisedLoadedByNameOrHiddenInAThread() throws IOException {
    var rule =
        noClasses()
            .should()
            .dependOnClassesThat(
                describe(
                    "serialise, script or hide",
                    (JavaClass type) ->
                        Set.of(
                                "java.io.ObjectInputStream",
                                "java.io.ObjectOutputStream",
                                "java.lang.ThreadLocal",
                                "javax.script.ScriptEngine")
                            .contains(type.getName())))
            .orShould()
            .callMethod(Class.class, "forName", String.class);
    holdsAndCanFail(
        rule,
        "package io.waybill.guards; public class Loads { Object load(String name) throws Exception { return Class.forName(name); } }");
  }

  @Test
  void noTypeIsNamedAfterWhatItIsNot() throws IOException {
    var rule =
        noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Utils?|Helper)|.*\\.Abstract[A-Z].*");
    holdsAndCanFail(rule, "package io.waybill.guards; public class GuardManager { }");
  }

  @Test
  void noPublicTypeHasMoreThanFifteenPublicMethods() throws IOException {
    var rule =
        classes()
            .that()
            .arePublic()
            .should(
                new ArchCondition<JavaClass>("have at most 15 public methods") {
                  @Override
                  public void check(JavaClass type, ConditionEvents events) {
                    var count =
                        type.getMethods().stream()
                            .filter(ArchitectureTest::counts)
                            .filter(method -> !isPart(type, method))
                            .map(JavaMethod::getName)
                            .distinct()
                            .count();
                    if (count > 15) {
                      events.add(
                          SimpleConditionEvent.violated(type, type.getName() + " has " + count));
                    }
                  }
                });
    var methods = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      methods.append("public void m%d() {}".formatted(i));
    }
    holdsAndCanFail(rule, "package io.waybill.guards; public class Wide { " + methods + " }");
  }

  /** What a record is made of says what it is, not what it does. */
  private static boolean isPart(JavaClass type, JavaMethod method) {
    return type.isRecord()
        && method.getRawParameterTypes().isEmpty()
        && type.tryGetField(method.getName()).isPresent();
  }

  private static boolean counts(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !Set.of("equals", "hashCode", "toString").contains(method.getName());
  }

  @Test
  void noMainFileIsLongerThanThreeHundredLines() throws IOException {
    var long300 = longFiles(ROOT);
    assertTrue(long300.isEmpty(), "too long: " + long300);
    var planted = Files.createDirectories(temp.resolve("src/main/java")).resolve("Long.java");
    Files.writeString(planted, "\n".repeat(301));
    assertTrue(longFiles(temp).size() == 1, "the rule does not see a long file");
  }

  private static List<String> longFiles(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(
              file ->
                  file.toString().contains("src/main/java") && file.toString().endsWith(".java"))
          .filter(file -> lines(file) > 300)
          .map(Path::toString)
          .toList();
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyFileThatTheArchitecturePageNamesExists() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/architecture.md"));
    var missing = missing(page);
    assertTrue(missing.isEmpty(), "docs/architecture.md names what is not there: " + missing);
    assertTrue(
        missing("`framework/waybill-core/src/Nowhere.java`").size() == 1,
        "the rule does not see a missing file");
  }

  /**
   * Everything in backquotes that looks like a path of this project: it has a slash and an ending,
   * or ends with a slash.
   */
  private static List<String> missing(String page) {
    return Pattern.compile("`([a-zA-Z0-9_./-]+/[a-zA-Z0-9_.-]*)`")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .filter(path -> !Files.exists(ROOT.resolve(path)))
        .filter(path -> !exists(path))
        .toList();
  }

  /** A path may be given from a module's package folder on: {@code run/RunLoop.java}. */
  private static boolean exists(String path) {
    try (var files = Files.walk(ROOT)) {
      return files.anyMatch(
          file -> file.toString().contains("src/main/java") && file.endsWith(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
