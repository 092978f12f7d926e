package io.waybill.estimate;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast models were in runs that were kept, each at each provider: seconds to the first token
 * and for each token, log-normal both. Where answers came all at once, what a first token and what
 * each further one takes is told apart by their lengths.
 */
final class Speeds {
  static final Speeds NONE = new Speeds(Map.of());

  /** How often the weights of a fit are found anew: they settle after a few times. */
  private static final int ROUNDS = 8;

  /** Fewer answers tell nothing of how much they differ. */
  private static final int FEWEST = 2;

  /**
   * What was seen of a model.
   *
   * @param runs how many runs it was seen in
   */
  record Seen(Speed speed, int runs) {}

  /**
   * @param further how many tokens came after the first
   * @param first seconds until that; -1 if nobody saw it
   */
  private record Answer(double further, double first, double seconds) {}

  private static final class Heard {
    private final List<Answer> answers = new ArrayList<>();
    private final HashSet<String> runs = new HashSet<>();
  }

  private final Map<String, Seen> byName;

  private Speeds(Map<String, Seen> byName) {
    this.byName = byName;
  }

  static Speeds of(Collection<Waybill> waybills) {
    var heard = new HashMap<String, Heard>();
    for (var waybill : waybills) {
      for (var posting : waybill.ledger().postings()) {
        if (posting.fate() == Posting.Fate.USED
            && posting.usage().output() > 0
            && posting.how().origin().own()) {
          var one = heard.computeIfAbsent(name(posting), name -> new Heard());
          one.answers.add(answer(posting));
          one.runs.add(waybill.run());
        }
      }
    }
    var speeds = new HashMap<String, Seen>();
    heard.forEach(
        (name, one) -> {
          if (one.answers.size() >= FEWEST) {
            speeds.put(name, new Seen(fit(one.answers), one.runs.size()));
          }
        });
    return new Speeds(speeds);
  }

  private static String name(Posting posting) {
    return posting.usage().provider() + "/" + posting.work().display();
  }

  private static Answer answer(Posting posting) {
    var parts = posting.parts();
    double first = parts.streamed() ? (parts.setup() + parts.ttft()) / 1e9 : -1;
    return new Answer(posting.usage().output() - 1, first, parts.service() / 1e9);
  }

  /**
   * What was seen of a model at a provider; of one whose provider nobody knows, at the only one.
   *
   * @param display as receipts show it, its pool included
   */
  Optional<Seen> of(String provider, String display) {
    var exact = byName.get(provider + "/" + display);
    if (exact != null || !provider.isEmpty()) {
      return Optional.ofNullable(exact);
    }
    var others = byName.keySet().stream().filter(name -> name.endsWith("/" + display)).toList();
    return others.size() == 1 ? Optional.ofNullable(byName.get(others.get(0))) : Optional.empty();
  }

  private static Speed fit(List<Answer> answers) {
    boolean streamed = answers.stream().allMatch(answer -> answer.first >= 0);
    return streamed ? streamed(answers) : whole(answers);
  }

  private static Speed streamed(List<Answer> answers) {
    var first = new Logs();
    var each = new Logs();
    for (var answer : answers) {
      first.add(answer.first);
      if (answer.further > 0) {
        each.add((answer.seconds - answer.first) / answer.further);
      }
    }
    return new Speed(first.spread(), each.spread(), 0);
  }

  /**
   * Least squares of {@code first + each × further tokens}, where longer answers may be further
   * off; how much answers differ is what is left.
   */
  private static Speed whole(List<Answer> answers) {
    double mean = answers.stream().mapToDouble(Answer::seconds).average().orElse(0);
    double first = mean;
    double each = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double w = 0;
      double x = 0;
      double y = 0;
      double xx = 0;
      double xy = 0;
      for (var answer : answers) {
        double told = Math.max(first + each * answer.further, mean / 1000);
        double weight = told > 0 ? 1 / (told * told) : 1;
        w += weight;
        x += weight * answer.further;
        y += weight * answer.seconds;
        xx += weight * answer.further * answer.further;
        xy += weight * answer.further * answer.seconds;
      }
      double apart = w * xx - x * x;
      boolean told = apart > 1e-9 * w * xx;
      each = told ? Math.max(0, (w * xy - x * y) / apart) : 0;
      first = (y - each * x) / w;
      if (first < 0) {
        first = 0;
        each = xy / xx;
      }
    }
    var left = new Logs();
    for (var answer : answers) {
      left.add(answer.seconds / (first + each * answer.further));
    }
    var off = left.spread();
    return new Speed(
        Spread.exactly(first * off.median()), Spread.exactly(each * off.median()), off.sigma());
  }

  /** Positive numbers, of which the logarithms are gathered. */
  private static final class Logs {
    private int count;
    private double sum;
    private double squares;

    private void add(double value) {
      if (value > 0) {
        double log = StrictMath.log(value);
        count++;
        sum += log;
        squares += log * log;
      }
    }

    private Spread spread() {
      if (count == 0) {
        return Spread.exactly(0);
      }
      double mean = sum / count;
      double variance = count < 2 ? 0 : (squares - sum * mean) / (count - 1);
      return new Spread(StrictMath.exp(mean), StrictMath.sqrt(Math.max(0, variance)));
    }
  }
}
