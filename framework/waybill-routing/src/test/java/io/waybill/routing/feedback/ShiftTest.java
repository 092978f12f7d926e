package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Encoder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ShiftTest {
  private static final int DIMENSIONS = 384;

  /** Vectors that scatter in few directions far more than in others, as those of texts do. */
  private static float[][] vectors(int n, long seed, int moved, double by) {
    var random = new Random(seed);
    var vectors = new float[n][DIMENSIONS];
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        vectors[i][d] = (float) (random.nextGaussian() / Math.sqrt(d + 1));
      }
      vectors[i][0] += i >= moved ? (float) by : 0;
    }
    return vectors;
  }

  @Test
  void textsThatLieWhereTheyDidRaiseNoAlarm() {
    int alarms = 0;
    int rare = 0;
    for (int seed = 0; seed < 60; seed++) {
      var shift = Shift.of(vectors(200, seed, 200, 0), 100);
      alarms += shift.matters() ? 1 : 0;
      rare += shift.chance() <= 0.1 ? 1 : 0;
    }
    assertTrue(alarms <= 1, "alarms: " + alarms);
    assertTrue(rare >= 1 && rare <= 14, "a tenth of the cases are as rare as that: " + rare);
  }

  @Test
  void textsThatLieElsewhereAreTold() {
    var shift = Shift.of(vectors(400, 1, 200, 1), 200);
    assertTrue(shift.matters(), shift::toString);
    assertEquals(0.001, shift.chance(), 1e-12);
    assertEquals(0.16, shift.moved(), 0.05); // 1 of a variance of 1 + 1/2 + … + 1/384, about 6.5
    assertTrue(shift.toString().startsWith("the last 200 texts lie elsewhere than the first 200:"));
  }

  @Test
  void whatMattersToNobodyIsNoneHoweverSureItIs() {
    var shift = Shift.of(vectors(2000, 1, 1000, 0.3), 1000);
    assertTrue(shift.chance() <= 0.003, shift::toString);
    assertFalse(shift.matters(), shift::toString);
  }

  @Test
  void theSameTextsOverAndOverAreNotApart() {
    var shift = Shift.of(new float[200][4], 100);
    assertEquals(new Shift(100, 100, 0, 1), shift);
  }

  /** An encoder that nobody needs. */
  private record Unused() implements Encoder {
    @Override
    public String name() {
      return "unused";
    }

    @Override
    public String digest() {
      return "sha256:0";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public Mono<Encoded> encode(String text) {
      return Mono.error(new AssertionError("nobody needs a vector"));
    }
  }

  @Test
  void ofTooFewTextsNothingIsSaid() {
    Encoder never = new Unused();
    var few = Collections.nCopies(99, "a");
    var many = Collections.nCopies(100, "a");
    assertEquals(Optional.empty(), Shift.of(few, many, never).block());
    assertEquals(Optional.empty(), Shift.of(many, few, never).block());
  }

  @Test
  void whatAShiftSaysIsPartOfADrift() {
    var shift = new Shift(500, 500, 0.2, 0.001);
    var all = Collections.nCopies(300, Remembering.decision(0, "head", "a", "billing"));
    var drift = Drift.within(all, 500);
    assertEquals(Drift.Verdict.STEADY, drift.verdict());
    assertEquals(Drift.Verdict.MOVED, drift.with(shift).verdict());
    assertEquals(List.of(shift.toString()), drift.with(shift).reasons());
    assertEquals(drift, drift.with(new Shift(500, 500, 0.01, 0.001)));
  }
}
