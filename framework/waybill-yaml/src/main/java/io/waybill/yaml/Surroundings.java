package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What settings may name beside themselves, and which of it they did. */
final class Surroundings {
  private final Folder folder;
  private final Problems problems;
  private final Map<String, Factory<Work<?, Choice>>> routers;
  private final Function<Name, Optional<Sections.Declared<Model>>> models;
  private final Set<Node.Scalar> files = new HashSet<>();
  private final Map<Node, Node.Mapping> asked = new HashMap<>();

  /**
   * @param models finds a model of the file, or notes that there is none
   */
  Surroundings(
      Folder folder,
      Problems problems,
      Map<String, Factory<Work<?, Choice>>> routers,
      Function<Name, Optional<Sections.Declared<Model>>> models) {
    this.folder = folder;
    this.problems = problems;
    this.routers = routers;
    this.models = models;
  }

  /** Of settings that name files and nothing else. */
  Surroundings(Folder folder, Problems problems) {
    this(
        folder,
        problems,
        Map.of(),
        name -> {
          problems.add(name.at(), name.path(), "names a model; only routers ask one");
          return Optional.empty();
        });
  }

  Folder folder() {
    return folder;
  }

  Problems problems() {
    return problems;
  }

  /** By their kind. */
  Map<String, Factory<Work<?, Choice>>> routers() {
    return routers;
  }

  Optional<Model> model(Name name) {
    var found = models.apply(name);
    found.ifPresent(model -> asked.put(name.written(), model.settings()));
    return found.map(Sections.Declared::made);
  }

  Asks asks() {
    return new Asks(asked);
  }

  /** A path that leads nowhere. */
  Path nowhere() {
    return folder.base().resolve("missing");
  }

  /** Remembers that this is the name of a file. */
  void file(Node name) {
    if (name instanceof Node.Scalar scalar) {
      files.add(scalar);
    }
  }

  /** The names of files, each as it would be written in the root. */
  Map<Node, String> rebased() {
    var rebased = new HashMap<Node, String>();
    files.forEach(file -> rebased.put(file, folder.fromRoot(file.text())));
    return rebased;
  }
}
