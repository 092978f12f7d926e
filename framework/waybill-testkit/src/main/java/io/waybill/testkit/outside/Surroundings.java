package io.waybill.testkit.outside;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where outside programs are looked for, and which of them must be there. */
record Surroundings(Map<String, String> variables) {
  static final Surroundings OURS = new Surroundings(System.getenv());

  private static final String REQUIRED = "WAYBILL_REQUIRE";

  /** Programs that have other names elsewhere. */
  private static final Map<String, List<String>> ALSO =
      Map.of("chromium", List.of("chromium-browser", "google-chrome"));

  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** {@code WAYBILL_LLAMA_SERVER} for {@code llama-server}. */
  static String variable(String program) {
    return "WAYBILL_" + program.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Where a program is: what its variable says, else the first on the PATH.
   *
   * @throws IllegalStateException if its variable names what cannot be run
   */
  Optional<Path> find(String program) {
    var told = variables.getOrDefault(variable(program), "");
    if (told.isEmpty()) {
      return Stream.concat(Stream.of(program), ALSO.getOrDefault(program, List.of()).stream())
          .flatMap(name -> onThePath().map(folder -> folder.resolve(name)))
          .filter(Surroundings::runs)
          .findFirst();
    }
    var path = Path.of(told);
    if (!runs(path)) {
      throw new IllegalStateException(
          "%s is '%s', which is no program that can be run; give it the path of %s, or unset it"
              .formatted(variable(program), told, program));
    }
    return Optional.of(path);
  }

  private Stream<Path> onThePath() {
    return Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private static boolean runs(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /** {@code no jaeger on the PATH nor in WAYBILL_JAEGER}. */
  String missing(String program) {
    return "no %s on the PATH nor in %s".formatted(program, variable(program));
  }

  /** Whether a test that needs it fails where it is missing, instead of being skipped. */
  boolean requires(String program) {
    return List.of(variables.getOrDefault(REQUIRED, "").split("[,\\s]+")).contains(program);
  }
}
