package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;

/** Routes on a page: what branches came to, and what that saved. */
final class RoutesPart {
  private RoutesPart() {}

  static List<Page.Block> of(List<Statistics.OfRoute> routes) {
    if (routes.isEmpty()) {
      return List.of();
    }
    var rows = new ArrayList<List<String>>();
    var said = new ArrayList<String>();
    for (var route : routes) {
      var shares = Figures.shares(route.branches().stream().map(Statistics.Branch::times).toList());
      for (int i = 0; i < route.branches().size(); i++) {
        rows.add(row(route, route.branches().get(i), shares.get(i)));
      }
      said.addAll(against(route));
    }
    return List.of(
        new Page.Table(
            "routes",
            List.of("route", "branch", "times", "share", "cost", "mean cost", "mean time"),
            2,
            rows),
        new Page.Prose(said));
  }

  private static List<String> row(
      Statistics.OfRoute route, Statistics.Branch branch, String share) {
    return List.of(
        route.path(),
        branch.label(),
        Figures.count(branch.times()),
        share,
        Figures.money(branch.cost()),
        branch.cost().unpriced() == 0 ? Figures.money(branch.mean()) : Figures.NONE,
        Figures.time(branch.meanWall()));
  }

  private static List<String> against(Statistics.OfRoute route) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s: choosing cost %s and took %s"
            .formatted(route.path(), Figures.money(route.router()), Figures.time(route.routing())));
    var money =
        route.saved().isEmpty()
            ? "what it saved is not known: something has no price"
            : saved(route.saved().getAsLong());
    var time = route.sooner().isEmpty() ? "" : ", " + sooner(route.sooner().getAsLong());
    lines.add(
        "%s against sending everything to '%s', an estimate: %s%s"
            .formatted(route.path(), route.baseline(), money, time));
    return lines;
  }

  private static String saved(long nanoUsd) {
    return nanoUsd < 0
        ? "a loss of " + Figures.money(-nanoUsd)
        : "a profit of " + Figures.money(nanoUsd);
  }

  private static String sooner(long nanos) {
    return nanos < 0 ? Figures.time(-nanos) + " more time" : Figures.time(nanos) + " less time";
  }
}
