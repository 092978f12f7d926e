package io.waybill.testkit.billing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a test has told its provider: what to answer, for whom, and at what price. */
final class Orders {
  private static final int WORDS_SAID_BACK = 8;

  private final Queue<Answer> queue = new ArrayDeque<>();
  private Optional<Function<? super Question, Answer>> script = Optional.empty();
  private final List<String> models = new ArrayList<>();
  private Optional<String> key = Optional.empty();
  private final Map<String, Prices> prices = new TreeMap<>();

  synchronized void queue(List<Answer> answers) {
    queue.addAll(answers);
  }

  synchronized void script(Function<? super Question, Answer> script) {
    this.script = Optional.of(script);
  }

  synchronized void models(List<String> names) {
    models.addAll(names);
  }

  synchronized void key(String key) {
    this.key = Optional.of(key);
  }

  synchronized void price(String model, Prices price) {
    prices.put(model, price);
  }

  synchronized Prices prices(String model) {
    return prices.getOrDefault(model, Prices.STANDARD);
  }

  /** The models it says it has: those declared, else those that have a price of their own. */
  synchronized List<String> models() {
    return models.isEmpty() ? List.copyOf(prices.keySet()) : List.copyOf(models);
  }

  synchronized void check(Optional<String> shown) throws Refused {
    if (key.isPresent() && !key.equals(shown)) {
      throw new Refused(
          401, shown.isEmpty() ? Refused.Why.NO_KEY : Refused.Why.WRONG_KEY, "not the right key");
    }
  }

  synchronized void check(Question question) throws Refused {
    var asked = question.model();
    if (!models.isEmpty() && question.kind() != Question.Kind.MODELS && !models.contains(asked)) {
      throw new Refused(404, Refused.Why.MODEL, asked);
    }
  }

  /** The next of the queue for a chat; else what the script says; else something of its own. */
  Answer answer(Question question) throws Refused {
    var next = next(question);
    try {
      return next.apply(question);
    } catch (RuntimeException e) {
      throw new Refused(500, Refused.Why.SCRIPTED, "the test's script threw " + e);
    }
  }

  private synchronized Function<? super Question, Answer> next(Question question) {
    if (question.kind() == Question.Kind.CHAT && !queue.isEmpty()) {
      var first = queue.remove();
      return asked -> first;
    }
    return script.isPresent() ? script.get() : Orders::ofItsOwn;
  }

  private static Answer ofItsOwn(Question question) {
    return Answer.of(
        question
            .schema()
            .map(schema -> Sample.of(schema).toString())
            .orElseGet(() -> "You said: " + beginning(question.prompt())));
  }

  private static String beginning(String prompt) {
    return String.join(
        " ", Stream.of(prompt.strip().split("\\s+")).limit(WORDS_SAID_BACK).toList());
  }
}
