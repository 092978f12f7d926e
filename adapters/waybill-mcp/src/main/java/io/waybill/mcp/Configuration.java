package io.waybill.mcp;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The operator's file, YAML or JSON, read: nothing is started, and nobody is asked. */
final class Configuration {
  private static final int LARGEST = 256 * 1024;
  private static final int DEEPEST = 12;

  private final Path file;
  private final Section.Problems problems;

  private Configuration(Path file) {
    this.file = file;
    this.problems = new Section.Problems(String.valueOf(file.getFileName()), new ArrayList<>());
  }

  /**
   * The servers of a file, by name.
   *
   * @throws IllegalArgumentException with everything that is wrong with it, a line each
   */
  static Map<String, Server> read(Path file) {
    return new Configuration(file).servers();
  }

  private Map<String, Server> servers() {
    var servers = new TreeMap<String, Server>();
    var root = parsed();
    if (root.isEmpty()) {
      problems.all().add(problems.file() + ":1: is empty: it begins with 'servers:'");
    } else {
      var whole = new Section(problems, "", root.get());
      var listed = whole.section("servers");
      if (listed.isEmpty()) {
        whole.problem("has no 'servers'");
      }
      listed.ifPresent(
          all ->
              all.names().forEach(name -> server(all, name).ifPresent(s -> servers.put(name, s))));
      whole.end();
    }
    if (!problems.all().isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems.all()));
    }
    return servers;
  }

  private Optional<Server> server(Section all, String name) {
    if (!name.matches("[a-z][a-z0-9_-]{0,63}")) {
      all.problem(name, "is no name of a server: write small letters, digits, - and _");
    }
    return all.section(name).flatMap(section -> new ServerReader(section, name, file).read());
  }

  private Optional<Node> parsed() {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LARGEST);
    try {
      var parser = new ParserImpl(new StreamReader(new StringReader(text())), options);
      return Optional.ofNullable(new Composer(parser, new Resolver(), options).getSingleNode());
    } catch (YAMLException e) {
      throw new IllegalArgumentException(why(e), e);
    }
  }

  private String text() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(
            "%s is larger than %d bytes".formatted(problems.file(), LARGEST));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(problems.file() + " is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String why(YAMLException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return "%s:%d: is no YAML: %s"
          .formatted(problems.file(), marked.getProblemMark().getLine() + 1, marked.getProblem());
    }
    return "%s is no YAML: %s".formatted(problems.file(), e.getMessage());
  }
}
