package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, in a checkout that holds nothing else, with a Maven and JDKs that only say
 * how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "mvn $* in $(pwd) with $JAVA_HOME" >>"$LOG"
      mkdir -p framework/waybill-cli/target examples/shop/target
      touch framework/waybill-cli/target/waybill-cli-1.jar examples/shop/target/shop-1.jar
      touch framework/waybill-cli/target/waybill-cli-1-sources.jar
      printf 'dep one.jar:dep2.jar' >framework/waybill-cli/target/classpath.txt
      printf 'dep3.jar' >examples/shop/target/classpath.txt
      """;

  @TempDir Path temporary;
  private Path checkout;
  private Path log;
  private final List<String> path = new ArrayList<>();

  record Said(int exit, String out, String err) {}

  @BeforeEach
  void checkOut() throws IOException {
    checkout = temporary.toRealPath().resolve("a checkout");
    log = temporary.resolve("log");
    Files.createDirectories(checkout.resolve("framework/waybill-cli/src/main"));
    Files.createDirectories(checkout.resolve("examples/shop"));
    Files.createDirectories(checkout.resolve("adapters"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("examples/shop/pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("framework/waybill-cli/pom.xml"), "<project/>");
    var launcher = Path.of("").toAbsolutePath().resolve("../../waybill").normalize();
    script(checkout.resolve("waybill"), Files.readString(launcher));
    path.add("/usr/bin");
    path.add("/bin");
  }

  @Test
  void theFirstUseBuildsAndSaysSoTheSecondDoesNot() throws Exception {
    var jdk = jdk("17.0.9");
    maven(MAVEN);
    var first = launch(Map.of("JAVA_HOME", jdk.toString()), "run", "a b.yaml");
    assertEquals(0, first.exit(), first.err());
    assertTrue(
        first.err().startsWith("Building Waybill with Maven: about half a minute"), first.err());
    assertTrue(first.err().contains("Built in "), first.err());
    var second = launch(Map.of("JAVA_HOME", jdk.toString()), "run", "a b.yaml");
    assertEquals("", second.err());
    assertEquals(first.out(), second.out());
    var calls = Files.readAllLines(log);
    assertEquals(1, calls.size());
    assertTrue(
        calls
            .get(0)
            .endsWith(
                " -pl framework/waybill-cli,examples/shop -am package dependency:build-classpath in "
                    + checkout
                    + " with "
                    + jdk),
        calls.get(0));
    var words = second.out().lines().toList();
    var target = checkout.resolve("framework/waybill-cli/target");
    var classPath =
        target.resolve("waybill-cli-1.jar")
            + ":dep one.jar:dep2.jar:"
            + checkout.resolve("examples/shop/target/shop-1.jar")
            + ":dep3.jar";
    assertEquals(
        List.of("-cp", classPath, "io.waybill.cli.Main", "run", "a b.yaml"),
        words.subList(words.indexOf("-cp"), words.size()));
    assertTrue(words.contains("-Dwaybill.terminal="), words::toString);
  }

  @Test
  void aNewerSourceOrAMovedCheckoutIsBuiltAgainATestIsNot() throws Exception {
    var jdk = Map.of("JAVA_HOME", jdk("21.0.1").toString());
    maven(MAVEN);
    launch(jdk, "check");
    var test = checkout.resolve("framework/waybill-cli/src/test/java/T.java");
    newer(test);
    launch(jdk, "check");
    assertEquals(1, Files.readAllLines(log).size());
    newer(checkout.resolve("framework/waybill-cli/src/main/java/A.java"));
    launch(jdk, "check");
    assertEquals(2, Files.readAllLines(log).size());
    Files.walk(checkout).forEach(LauncherTest::old);
    checkout = Files.move(checkout, checkout.resolveSibling("moved"));
    launch(jdk, "check");
    assertEquals(3, Files.readAllLines(log).size());
  }

  @Test
  void aLinkToTheLauncherRunsItFromAnywhere() throws Exception {
    maven(MAVEN);
    var bin = Files.createDirectories(temporary.resolve("bin"));
    var link = Files.createSymbolicLink(bin.resolve("wb"), checkout.resolve("waybill"));
    var second = Files.createSymbolicLink(temporary.resolve("wb2"), Path.of("bin/wb"));
    assertEquals(0, run(Map.of("JAVA_HOME", jdk("17").toString()), link.toString()).exit());
    var said = run(Map.of("JAVA_HOME", jdk("17").toString()), second.toString());
    assertEquals(0, said.exit(), said.err());
    assertEquals("", said.err());
  }

  @Test
  void anOldJavaHomeIsPassedOverForANewerOneOnThePath() throws Exception {
    maven(MAVEN);
    var newer = jdk("25");
    path.add(0, newer.resolve("bin").toString());
    var said = launch(Map.of("JAVA_HOME", jdk("1.8.0_392").toString()), "check");
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith("java of " + newer), said.out());
    assertTrue(said.out().contains("--enable-native-access=ALL-UNNAMED"), said.out());
  }

  @Test
  void withoutAJdkItSaysWhatItFoundAndWhatToDo() throws Exception {
    var old = jdk("11.0.2");
    path.clear();
    path.add(tools("dirname", "basename", "readlink", "sed", "cat", "find", "head").toString());
    var said = launch(Map.of("JAVA_HOME", old.toString()), "check");
    assertEquals(3, said.exit());
    assertEquals(
        "waybill: needs a JDK, version 17 or newer. Found: %s (version 11). Install one (https://adoptium.net has them for every system), or set JAVA_HOME to it.\n"
            .formatted(old),
        said.err());
  }

  @Test
  void withoutMavenOrACompilerItSaysSo() throws Exception {
    path.clear();
    path.add(tools("dirname", "basename", "readlink", "sed", "cat", "find", "head").toString());
    var jdk = jdk("17");
    var said = launch(Map.of("JAVA_HOME", jdk.toString()), "check");
    assertEquals(3, said.exit());
    assertTrue(said.err().contains("there is no mvn on the PATH"), said.err());
    Files.delete(jdk.resolve("bin/javac"));
    said = launch(Map.of("JAVA_HOME", jdk.toString()), "check");
    assertEquals(3, said.exit());
    assertTrue(said.err().contains("has no javac"), said.err());
  }

  @Test
  void aFailedBuildShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
    var jdk = Map.of("JAVA_HOME", jdk("17").toString());
    maven("#!/bin/sh\necho 'no such module'\nexit 1\n");
    var said = launch(jdk, "check");
    assertEquals(3, said.exit());
    assertEquals("", said.out());
    assertTrue(said.err().contains("no such module\nwaybill: could not be built"), said.err());
    maven(MAVEN);
    assertEquals(0, launch(jdk, "check").exit());
  }

  @Test
  void theLockOfABuildThatWasKilledIsTakenOver() throws Exception {
    maven(MAVEN);
    var lock = checkout.resolve("framework/waybill-cli/target/building");
    Files.createDirectories(lock);
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    var said = launch(Map.of("JAVA_HOME", jdk("17").toString()), "check");
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.err().startsWith("Building Waybill"), said.err());
    assertFalse(Files.exists(lock));
  }

  private Path jdk(String version) throws IOException {
    var home = Files.createDirectories(temporary.toRealPath().resolve("jdk " + version));
    var bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    script(bin.resolve("javac"), "#!/bin/sh\n");
    script(
        bin.resolve("java"),
        "#!/bin/sh\necho 'java of %s'\nprintf '%%s\\n' \"$@\"\n".formatted(home));
    return home;
  }

  private void maven(String text) throws IOException {
    var bin = Files.createDirectories(temporary.resolve("maven"));
    script(bin.resolve("mvn"), text);
    path.remove(bin.toString());
    path.add(0, bin.toString());
  }

  /** A folder with these commands of the system and no others. */
  private Path tools(String... names) throws IOException {
    var bin = Files.createDirectories(temporary.resolve("tools"));
    for (var name : names) {
      var there =
          Files.exists(Path.of("/usr/bin", name))
              ? Path.of("/usr/bin", name)
              : Path.of("/bin", name);
      script(bin.resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(there));
    }
    return bin;
  }

  private Said launch(Map<String, String> environment, String... words) throws Exception {
    var all = new ArrayList<String>();
    all.add(checkout.resolve("waybill").toString());
    all.addAll(List.of(words));
    return run(environment, all.toArray(String[]::new));
  }

  private Said run(Map<String, String> environment, String... words) throws Exception {
    var builder = new ProcessBuilder(words).directory(temporary.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", String.join(":", path));
    builder.environment().put("LOG", log.toString());
    var err = temporary.resolve("err").toFile();
    var process = builder.redirectError(err).start();
    var out = new String(process.getInputStream().readAllBytes());
    return new Said(process.waitFor(), out, Files.readString(err.toPath()));
  }

  private void newer(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    Files.setLastModifiedTime(
        checkout.resolve("framework/waybill-cli/target/built"), FileTime.from(Instant.now()));
  }

  private static void old(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
