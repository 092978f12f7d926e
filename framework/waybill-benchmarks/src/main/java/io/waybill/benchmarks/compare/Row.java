package io.waybill.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param limits the peers that are limits; goals are about the first that has a figure
 * @param peers the other frameworks, by the name of each and of its settings
 * @param ours the peer that is Waybill
 */
record Row(
    String what,
    Series series,
    List<String> limits,
    List<String> peers,
    String ours,
    List<Goal> goals) {
  static final String HEAD =
      """
      | | limit | best peer | other peer | Waybill | goal | met |
      |---|---|---|---|---|---|---|
      """;
  private static final String NONE = "–";

  private static final List<String> PEERS =
      List.of("langchain4j", "langchain4j-default", "langgraph4j", "langgraph4j-default");

  static Row of(String what, Series series, String... limits) {
    return new Row(what, series, List.of(limits), PEERS, "waybill", List.of());
  }

  Row goals(Goal... goals) {
    return new Row(what, series, limits, peers, ours, List.of(goals));
  }

  Row ours(String ours) {
    return new Row(what, series, limits, peers, ours, goals);
  }

  Row peers(String... peers) {
    return new Row(what, series, limits, List.of(peers), ours, goals);
  }

  /** Figures of Waybill alone: beside what it is compared with, and not beside limits or peers. */
  static Row within(String what, Optional<Figure> base, Optional<Figure> ours, Goal... goals) {
    Series both = peer -> peer.equals("waybill") ? ours : base;
    return new Row(what, both, List.of("itself"), List.of(), "waybill", List.of(goals));
  }

  private record Named(String name, Figure figure) {
    @Override
    public String toString() {
      return (name.equals("reactor") ? "Reactor" : name) + " " + figure;
    }
  }

  /** Empty if ours was not measured. */
  Optional<String> line() {
    return series.of(ours).map(this::line);
  }

  private String line(Figure mine) {
    var frameworks = frameworks();
    return Stream.of(
            what,
            shownLimits(),
            frameworks.isEmpty() ? NONE : frameworks.get(0).toString(),
            frameworks.size() < 2 ? NONE : frameworks.get(1).toString(),
            mine.toString(),
            goals.isEmpty()
                ? NONE
                : goals.stream().map(Goal::text).collect(Collectors.joining(", ")),
            verdict(mine))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private String shownLimits() {
    var known = measured(limits);
    return known.isEmpty()
        ? NONE
        : known.stream().map(Named::toString).collect(Collectors.joining("; "));
  }

  /** Each framework once, in the settings that suit it better; the quicker one first. */
  private List<Named> frameworks() {
    var best = new ArrayList<Named>();
    for (var name : List.of("LangChain4j", "LangGraph4j")) {
      peers.stream()
          .filter(peer -> peer.startsWith(name.toLowerCase(java.util.Locale.ROOT)))
          .flatMap(peer -> series.of(peer).stream())
          .min(Comparator.comparingDouble(Figure::nanos))
          .ifPresent(figure -> best.add(new Named(name, figure)));
    }
    best.sort(Comparator.comparingDouble(named -> named.figure.nanos()));
    return best;
  }

  private List<Named> measured(List<String> names) {
    return names.stream()
        .flatMap(name -> series.of(name).map(figure -> new Named(name, figure)).stream())
        .toList();
  }

  private String verdict(Figure mine) {
    if (goals.isEmpty()) {
      return NONE;
    }
    var known = measured(limits);
    var limit = known.isEmpty() ? new Figure(Double.NaN, Double.NaN) : known.get(0).figure;
    return goals.stream().map(goal -> goal.verdict(limit, mine)).collect(Collectors.joining(", "));
  }
}
