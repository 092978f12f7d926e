package io.waybill.routing.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainMarksTest {
  private static final double NEAR = 1e-9;

  @Test
  void trialsCountedSoOftenAreAsThoseTrialsWrittenDownSoOften() {
    int gaps = 0;
    for (long seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      var trials = drawn(random, 1 + random.nextInt(40));
      var times = new int[trials.size()];
      var written = new ArrayList<Trial>();
      for (int draw = 0; draw < times.length; draw++) {
        int at = random.nextInt(times.length);
        times[at]++;
        written.add(trials.get(at));
      }
      var found = new GainMarks(trials).of(times);
      var message = "seed " + seed;
      var curve = Curve.of(written, Trial::forecast);
      assertEquals(orNaN(curve.apgr()), found[0], NEAR, message);
      assertEquals(orNaN(curve.share(0.5)), found[1], NEAR, message);
      assertEquals(orNaN(curve.share(0.8)), found[2], NEAR, message);
      assertEquals(orNaN(curve.saving(0.95)), found[3], NEAR, message);
      var weak = Calibration.of(written, Trial::weak);
      var strong = Calibration.of(written, Trial::strong);
      assertEquals(weak.ece(), found[4], NEAR, message);
      assertEquals(strong.ece(), found[5], NEAR, message);
      assertEquals(weak.brier(), found[6], NEAR, message);
      assertEquals(strong.brier(), found[7], NEAR, message);
      gaps += curve.apgr().isPresent() ? 1 : 0;
    }
    assertTrue(gaps > 100 && gaps < 400, gaps + " of 400 have a gap");
  }

  private static double orNaN(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  /** With forecasts and outcomes that are often alike, and prices. */
  private static List<Trial> drawn(Random random, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(
            i ->
                new Trial(
                    "question " + i,
                    new Trial.Answer(
                        random.nextInt(6) / 5.0, random.nextInt(2), random.nextInt(3) / 4.0),
                    new Trial.Answer(
                        random.nextInt(6) / 5.0,
                        Math.min(1, random.nextInt(3)),
                        1 + random.nextInt(5))))
        .toList();
  }

  @Test
  void figuresLieWithinTheirIntervalsWhichNarrowWithMoreRows() {
    var few = new GainMarks(drawn(new Random(1), 100)).ranges();
    var marks = new GainMarks(drawn(new Random(1), 3000));
    var many = marks.ranges();
    var values = marks.once();
    var measures = GainMeasure.values();
    for (int i = 0; i < measures.length; i++) {
      var range = many.get(measures[i]);
      assertTrue(range.low() <= values[i] && values[i] <= range.high(), measures[i].title());
      var wide = few.get(measures[i]);
      assertTrue(range.high() - range.low() < wide.high() - wide.low(), measures[i].title());
    }
    assertEquals(many, new GainMarks(drawn(new Random(1), 3000)).ranges());
  }

  @Test
  void tooFewRowsHaveNoIntervals() {
    assertEquals(Map.of(), new GainMarks(drawn(new Random(1), 29)).ranges());
  }
}
