package io.waybill.yaml;

import io.waybill.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one file: makes what it declares, and the plans that its steps name when they do. */
final class FileReader {
  private final FileShape file;
  private final Folder folder;
  private final Library library;
  private final Problems problems;
  private final Sections sections;
  private final Map<String, Optional<Plan<?>>> plans = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  FileReader(FileText source, Folder folder, Library library) {
    this.folder = folder;
    this.library = library;
    this.problems = library.problems();
    this.file = FileShape.of(Scan.of(source, FileKind.WORKFLOW), problems);
    this.sections = new Sections(file, library.catalog(), folder, problems);
  }

  /** The file's plan; every plan that it declares is read too, used or not. */
  Optional<Plan<?>> plan() {
    file.plans().values().forEach(this::named);
    return new PlanReader(this).read(file.plan());
  }

  Sections sections() {
    return sections;
  }

  Folder folder() {
    return folder;
  }

  Library library() {
    return library;
  }

  Problems problems() {
    return problems;
  }

  /** A plan that a step runs. */
  Optional<Plan<?>> plan(Name name) {
    var other = file.plans().get(name.text());
    if (other == null) {
      problems.add(
          name.at(),
          name.path(),
          "names '%s', which 'plans' does not declare. %s"
              .formatted(
                  Known.clipped(name.text()), Known.among(name.text(), file.plans().keySet())));
      return Optional.empty();
    }
    if (open.contains(name.text())) {
      problems.add(
          name.at(), name.path(), "names '%s', which runs this plan".formatted(name.text()));
      return Optional.empty();
    }
    return named(other);
  }

  private Optional<Plan<?>> named(FileShape.Other other) {
    var name = other.name().text();
    if (!plans.containsKey(name)) {
      open.add(name);
      plans.put(name, library.enter() ? read(other) : tooDeep(other));
      library.leave();
      open.remove(name);
    }
    return plans.getOrDefault(name, Optional.empty());
  }

  private Optional<Plan<?>> read(FileShape.Other other) {
    return other.inline().isPresent()
        ? new PlanReader(this).read(other.inline().get())
        : other.file().flatMap(path -> library.plan(path, folder));
  }

  private Optional<Plan<?>> tooDeep(FileShape.Other other) {
    problems.add(
        other.name().at(), other.name().path(), "lies more than 16 plans deep inside each other");
    return Optional.empty();
  }
}
