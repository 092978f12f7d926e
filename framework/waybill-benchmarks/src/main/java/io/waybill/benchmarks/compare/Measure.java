package io.waybill.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * A workload at one value of its parameter, for peers that are measured right after one another.
 */
record Measure(Workload workload, String at, List<String> peers) {
  private static final String[] LIMITS = {"loop", "reactor", "threads"};

  private static Measure of(Workload workload, Object at, String... peers) {
    return new Measure(workload, at.toString(), List.of(peers));
  }

  /** All there is. */
  static List<Measure> full(int jdk) {
    var all = new ArrayList<Measure>();
    for (int steps : new int[] {1, 8, 64}) {
      all.add(
          of(
              Workload.CHAIN,
              steps,
              "loop",
              "reactor",
              "waybill",
              "waybill-followed",
              "waybill-journal",
              "threads",
              "langchain4j",
              "langgraph4j"));
    }
    for (int width : new int[] {8, 64}) {
      all.add(
          of(
              Workload.FAN,
              width,
              "loop",
              "reactor",
              "waybill",
              "langchain4j",
              "langchain4j-default",
              "langgraph4j",
              "langgraph4j-default"));
    }
    waiting(all);
    for (int branches : new int[] {3, 30}) {
      all.add(
          of(Workload.ROUTE, branches, "loop", "reactor", "waybill", "langchain4j", "langgraph4j"));
    }
    for (int tokens : new int[] {1, 1000}) {
      all.add(
          of(
              Workload.TALK,
              tokens,
              "loop",
              "reactor",
              "waybill",
              "waybill-followed",
              "langchain4j",
              "langgraph4j"));
    }
    traced(all);
    for (int characters : new int[] {0, 10_000, 100_000}) {
      all.add(
          of(
              Workload.STATE,
              characters,
              "loop",
              "waybill",
              "waybill-journal",
              "langchain4j",
              "langgraph4j",
              "langgraph4j-saver"));
    }
    inFlight(all, jdk);
    all.add(of(Workload.PROBE, 50, "reactor", "threads", "waybill", "langchain4j", "langgraph4j"));
    return all;
  }

  private static void waiting(List<Measure> all) {
    for (var shape : new String[] {"DIAMOND", "SKEWED"}) {
      all.add(
          of(
              Workload.WAITING,
              shape + "_ASYNC",
              "reactor",
              "waybill",
              "langchain4j",
              "langgraph4j"));
      all.add(
          of(
              Workload.WAITING,
              shape + "_BLOCKING",
              "reactor",
              "threads",
              "waybill",
              "langchain4j",
              "langgraph4j"));
    }
    all.add(
        of(
            Workload.WAITING,
            "WIDE_64",
            "threads",
            "waybill",
            "langchain4j-default",
            "langgraph4j-default"));
    all.add(of(Workload.WAITING, "WIDE_1000", "threads", "waybill", "langchain4j", "langgraph4j"));
  }

  /** LangGraph4j holds a thread of the platform for each asynchronous run: 50,000 do not end. */
  private static void inFlight(List<Measure> all, int jdk) {
    all.add(of(Workload.IN_FLIGHT, "10000 asynchronous", "reactor", "waybill", "langgraph4j"));
    all.add(of(Workload.IN_FLIGHT, "50000 asynchronous", "reactor", "waybill"));
    if (virtual(jdk)) {
      for (int runs : new int[] {10_000, 50_000}) {
        all.add(
            of(
                Workload.IN_FLIGHT,
                runs + " blocking",
                "threads",
                "waybill",
                "langchain4j",
                "langgraph4j"));
      }
    }
  }

  private static void traced(List<Measure> all) {
    all.add(of(Workload.TRACED, "BARE", "loop", "waybill"));
    all.add(of(Workload.TRACED, "OFF", "waybill"));
    all.add(of(Workload.TRACED, "NOOP", "loop", "waybill"));
    all.add(of(Workload.TRACED, "ON", "loop", "waybill"));
  }

  /** What fits into a few minutes. */
  static List<Measure> quick(int jdk) {
    return full(jdk).stream()
        .filter(measure -> !measure.is(Workload.FAN, "8"))
        .filter(measure -> !measure.is(Workload.STATE, "10000"))
        .filter(measure -> !(measure.workload == Workload.IN_FLIGHT && measure.at.startsWith("5")))
        .map(Measure::shortened)
        .toList();
  }

  private boolean is(Workload workload, String at) {
    return this.workload == workload && this.at.equals(at);
  }

  /** Without the other frameworks, where these would take long. */
  private Measure shortened() {
    return switch (workload) {
      case PROBE -> new Measure(workload, "15", List.of("reactor", "waybill"));
      case IN_FLIGHT ->
          new Measure(
              workload,
              at,
              peers.stream()
                  .filter(peer -> peer.equals("waybill") || List.of(LIMITS).contains(peer))
                  .toList());
      default -> this;
    };
  }

  /** Whether tens of thousands of threads are no question. */
  private static boolean virtual(int jdk) {
    return jdk >= 21;
  }
}
