package io.waybill.yaml;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.reader.StreamReader;

/** Prints nodes as people write them: small mappings on one line, long texts as blocks. */
final class Printer {
  private static final int WIDTH = 100;
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*");

  private final StringBuilder out = new StringBuilder();

  private Printer() {}

  /** The text of a file. */
  static String print(Node.Mapping file) {
    var printer = new Printer();
    printer.block(file, 0);
    return printer.out.toString();
  }

  private void block(Node.Mapping mapping, int indent) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              out.append(" ".repeat(indent)).append(scalar(Nodes.text(key))).append(':');
              value(entry.value(), indent, key.length());
            });
  }

  private void value(Node node, int indent, int used) {
    var line = flow(node);
    boolean section = indent == 0 && node instanceof Node.Mapping;
    boolean empty = line.equals("{}") || line.equals("[]");
    if (node instanceof Node.Scalar text && blockable(text)) {
      out.append(" |-\n");
      text.text()
          .lines()
          .forEach(
              each -> out.append(each.isEmpty() ? "" : " ".repeat(indent + 2) + each).append('\n'));
    } else if (node instanceof Node.Mapping mapping
        && !empty
        && (section
            || depth(node) > 2
            || holdsBlock(node)
            || indent + used + line.length() > WIDTH)) {
      out.append('\n');
      block(mapping, indent + 2);
    } else {
      out.append(' ').append(line).append('\n');
    }
  }

  private static String flow(Node node) {
    return node.match(
        new Node.Cases<String>() {
          @Override
          public String scalar(Node.Scalar scalar) {
            return Printer.scalar(scalar);
          }

          @Override
          public String sequence(Node.Sequence sequence) {
            return sequence.items().stream()
                .map(Printer::flow)
                .collect(Collectors.joining(", ", "[", "]"));
          }

          @Override
          public String mapping(Node.Mapping mapping) {
            return mapping.entries().isEmpty()
                ? "{}"
                : mapping.entries().entrySet().stream()
                    .map(
                        entry ->
                            Printer.scalar(Nodes.text(entry.getKey()))
                                + ": "
                                + flow(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
          }
        });
  }

  private static int depth(Node node) {
    return node instanceof Node.Mapping mapping
        ? 1
            + mapping.entries().values().stream()
                .mapToInt(entry -> depth(entry.value()))
                .max()
                .orElse(0)
        : 0;
  }

  private static boolean holdsBlock(Node node) {
    return node instanceof Node.Scalar text
        ? blockable(text)
        : node instanceof Node.Mapping mapping
            && mapping.entries().values().stream().anyMatch(entry -> holdsBlock(entry.value()));
  }

  static String scalar(Node.Scalar scalar) {
    if (scalar.plain()) {
      return scalar.text();
    }
    var text = scalar.text();
    boolean safe =
        text.length() < WIDTH
            && (SAFE.matcher(text).matches() || Durations.parse(text).isPresent())
            && Plain.isText(text);
    return safe ? text : quoted(text);
  }

  /** Whether a block says exactly this text. */
  private static boolean blockable(Node.Scalar scalar) {
    var text = scalar.text();
    return !scalar.plain()
        && text.contains("\n")
        && !text.endsWith("\n")
        && !text.startsWith("\n")
        && !text.startsWith(" ")
        && text.lines().noneMatch(line -> line.isBlank() && !line.isEmpty())
        && text.codePoints().allMatch(c -> c == '\n' || showable(c));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (showable(c)) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean showable(int c) {
    return c >= ' '
        && c != 0x85
        && c != 0x2028
        && c != 0x2029
        && c != 0xFEFF
        && StreamReader.isPrintable(c);
  }
}
