package io.waybill.yaml;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that one reading opens, each once, and how large the plans in them are when all that
 * they run is counted: a file is small, but plans that run plans double with every line.
 */
final class Library {
  private static final int MOST_FILES = 32;
  private static final int MOST_PROMPTS = 4 << 20;
  private static final int MOST_STEPS = 20_000;
  private static final int DEEPEST = 16;

  private final Problems problems;
  private final Catalog catalog;
  private final Map<Path, Optional<Plan<?>>> read = new HashMap<>();
  private final Set<Path> open = new HashSet<>();
  private final IdentityHashMap<Plan<?>, Extent> extents = new IdentityHashMap<>();
  private int prompts;
  private int nesting;

  private record Extent(int steps, int depth) {}

  Library(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  Catalog catalog() {
    return catalog;
  }

  Problems problems() {
    return problems;
  }

  /** The plan in a file. */
  Optional<Plan<?>> plan(Name file, Folder folder) {
    try {
      var path = folder.file(file.text());
      if (open.contains(path)) {
        problems.add(
            file.at(), file.path(), "names '%s', which runs this plan".formatted(file.text()));
        return Optional.empty();
      }
      if (!read.containsKey(path)) {
        if (read.size() + open.size() >= MOST_FILES) {
          throw new Folder.Unreachable("names one more file; 32 plans are enough");
        }
        open.add(path);
        read.put(path, read(file, folder, path));
        open.remove(path);
      }
      return read.getOrDefault(path, Optional.empty());
    } catch (Folder.Unreachable e) {
      problems.add(file.at(), file.path(), e.said());
      return Optional.empty();
    }
  }

  /** Goes into a plan that another runs; false if that is too deep to go on. */
  boolean enter() {
    return ++nesting <= DEEPEST;
  }

  void leave() {
    nesting--;
  }

  /** The file that is read: it is open while all the others are. */
  void begin(Path path) {
    open.add(path);
  }

  /** The text of a prompt that lies in a file, without its last line end. */
  Optional<Name> prompt(Name file, Folder folder) {
    var written = file.text().substring("file:".length()).strip();
    try {
      if (prompts > MOST_PROMPTS) {
        throw new Folder.Unreachable("names one more prompt; 4 MiB of them are enough");
      }
      var source = FileText.of(beside(file, written), folder.bytes(written));
      prompts += source.text().length();
      var text = source.text().replace("\r\n", "\n");
      var span = new Span(source, 0, source.text().codePointCount(0, source.text().length()));
      return Optional.of(
          new Name(
              new Node.Scalar(
                  At.beginningOf(source.file()),
                  text.endsWith("\n") ? text.substring(0, text.length() - 1) : text,
                  false,
                  span),
              file.path()));
    } catch (Folder.Unreachable e) {
      problems.add(file.at(), file.path(), e.said());
    } catch (YamlException e) {
      adopt(e);
    }
    return Optional.empty();
  }

  /** Whether steps are few enough, with all that the plans among them run. */
  boolean fits(List<Step> steps) {
    var extent = extent(steps);
    return extent.steps <= MOST_STEPS && extent.depth <= DEEPEST;
  }

  private Optional<Plan<?>> read(Name file, Folder folder, Path path) throws Folder.Unreachable {
    try {
      var source = FileText.of(beside(file, file.text()), folder.bytes(file.text()));
      return new FileReader(source, folder.at(path), this).plan();
    } catch (YamlException e) {
      adopt(e);
      return Optional.empty();
    }
  }

  private void adopt(YamlException e) {
    e.problems()
        .forEach(
            problem ->
                problems.add(
                    new At(problem.file(), problem.line(), problem.column()),
                    problem.path(),
                    problem.message()));
  }

  /** A file as messages name it: as seen from where the file that names it is. */
  private static String beside(Name file, String written) {
    return Path.of(file.at().file()).resolveSibling(written).normalize().toString();
  }

  private Extent extent(List<Step> steps) {
    long count = 0;
    int depth = 1;
    for (var step : steps) {
      for (var inner : inside(step)) {
        count += inner.steps;
        depth = Math.max(depth, inner.depth);
      }
    }
    return new Extent((int) Math.min(2L * MOST_STEPS, count + steps.size()), depth);
  }

  private List<Extent> inside(Step step) {
    var inside = new ArrayList<Extent>();
    step.bodies().forEach(body -> inside.add(extent(body.steps())));
    if (step instanceof Step.Sub sub) {
      var whole = extents.computeIfAbsent(sub.plan(), plan -> extent(plan.steps()));
      inside.add(new Extent(whole.steps, whole.depth + 1));
    }
    return inside;
  }
}
