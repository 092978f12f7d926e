package io.waybill.benchmarks.compare;

import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param quick short iterations and fewer rows
 * @param write the table into the page
 * @param only these workloads
 */
record Settings(boolean quick, boolean write, Set<Workload> only) {
  static final String USAGE =
      """
      usage: run [-quick] [-write | -print] [-only <workload>,…]
      Measures, and writes the table into docs/performance.md.
        -quick   a few minutes: short iterations, fewer rows; prints the table
        -only    these workloads; prints the table. Known: %s
        -print   prints the table instead of writing it
        -write   writes it, although it is a quick one
      """
          .formatted(String.join(", ", words()));

  private static final List<String> OPTIONS = List.of("-quick", "-write", "-print", "-only");

  private static List<String> words() {
    return Stream.of(Workload.values()).map(Workload::word).toList();
  }

  /**
   * @throws IllegalArgumentException with everything that is wrong
   */
  static Settings of(String... arguments) {
    var problems = new ArrayList<String>();
    var given = new ArrayList<String>();
    var only = EnumSet.noneOf(Workload.class);
    for (int i = 0; i < arguments.length; i++) {
      var argument = arguments[i];
      if (!OPTIONS.contains(argument)) {
        problems.add("no option '%s'. %s".formatted(argument, DidYouMean.among(argument, OPTIONS)));
      } else if (argument.equals("-only")) {
        i++;
        only.addAll(workloads(i < arguments.length ? arguments[i] : "", problems));
      }
      given.add(argument);
    }
    boolean write = given.contains("-write");
    if (write && given.contains("-print")) {
      problems.add("-write or -print, not both");
    }
    if (write && !only.isEmpty()) {
      problems.add("-only is printed: a table that lacks rows is not written");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    boolean quick = given.contains("-quick");
    boolean silent = quick || given.contains("-print") || !only.isEmpty();
    return new Settings(
        quick, write || !silent, only.isEmpty() ? EnumSet.allOf(Workload.class) : only);
  }

  private static Set<Workload> workloads(String names, List<String> problems) {
    var found = EnumSet.noneOf(Workload.class);
    for (var name : names.split(",", -1)) {
      Workload.named(name)
          .ifPresentOrElse(
              found::add,
              () ->
                  problems.add(
                      "no workload '%s'. %s".formatted(name, DidYouMean.among(name, words()))));
    }
    return found;
  }
}
