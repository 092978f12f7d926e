package io.waybill.yaml;

import io.waybill.plan.Finish;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a race is won, as files say it: {@code first}, {@code best} or {@code quorum: 2}. */
final class Finishes {
  private static final List<String> WORDS = List.of("first", "best");

  private Finishes() {}

  /** What {@code finish} says, and whether there is a {@code score} if it needs one. */
  static Optional<Finish> read(Keys keys, Problems problems) {
    var finish = keys.required("finish").flatMap(node -> read(node, keys, problems));
    if (finish.equals(Optional.of(Finish.BEST)) && !keys.has("score")) {
      keys.problem("finish", "needs 'score', the tool that says how good a value is");
    } else if (finish.isPresent() && !finish.get().equals(Finish.BEST) && keys.has("score")) {
      keys.problem("score", "is only for 'finish: best'");
    }
    return finish;
  }

  private static Optional<Finish> read(Node node, Keys keys, Problems problems) {
    var path = keys.path("finish");
    if (node instanceof Node.Mapping) {
      var quorum = Keys.of(node, path, problems);
      quorum.required("quorum");
      var runners = quorum.integer("quorum", 1);
      quorum.refuseUnknown();
      return runners.map(Finish::quorum);
    }
    var word = Keys.text(node, path, problems).map(Node.Scalar::text);
    if (word.isPresent() && !WORDS.contains(word.get())) {
      problems.add(
          node.at(),
          path,
          "is '%s'; write first, best or { quorum: 2 }. %s"
              .formatted(Known.clipped(word.get()), Known.among(word.get(), WORDS)));
    }
    return word.filter(WORDS::contains)
        .map(known -> known.equals("first") ? Finish.FIRST : Finish.BEST);
  }

  static Node write(Finish finish) {
    return finish.match(WRITTEN, "quorum");
  }

  private static final Finish.Cases<String, Node> WRITTEN =
      new Finish.Cases<>() {
        @Override
        public Node first(Finish.First first, String quorum) {
          return Nodes.text("first");
        }

        @Override
        public Node quorum(Finish.Quorum finish, String quorum) {
          return Nodes.mapping(Map.of(quorum, Nodes.plain(finish.runners())));
        }

        @Override
        public Node best(Finish.Best best, String quorum) {
          return Nodes.text("best");
        }
      };
}
