package io.waybill.local;

import io.waybill.plan.DidYouMean;
import io.waybill.work.Encoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sentence encoders inside this JVM, for English; one of each in a process. An encoder costs
 * nothing until somebody asks it for a vector; then it loads its model, which comes with this
 * module, in about half a second.
 *
 * <p>As long as no more texts wait than there are cores, each text is read alone, and gives the
 * same vector, to the bit, on one machine; another kind of processor may round differently. When
 * more wait, those of a like length are read together, up to eight: 8-bit arithmetic then rounds
 * every text by its neighbours, and a vector is a little off the one that its text has alone
 * ({@code docs/performance.md} says how little). Where that must not be, ask {@link
 * Encoder#alone()}.
 *
 * <p>A <i>wide</i> encoder gives the vector of a layer in the middle of the model beside that of
 * the last, from the same pass. Heads fitted on it are better from about fifty examples a label on,
 * and worse with few; what is near to what is asked of the others.
 */
public final class Encoders {
  private static final LocalModel SMALL = LocalModel.of(SentenceModel.MINILM);
  private static final LocalModel LARGE = LocalModel.of(SentenceModel.BGE);
  private static final Encoder MINILM = SentenceEncoder.of(SMALL, Take.LAST);
  private static final Encoder BGE = SentenceEncoder.of(LARGE, Take.LAST);
  private static final Encoder BOTH = Encoder.joined(List.of(MINILM, BGE));

  /** By the names of their plain ones. */
  private static final Map<String, Encoder> WIDE = all(Take.BOTH);

  private static final Map<String, Encoder> MIDDLE = all(Take.MIDDLE);
  private static final Map<String, Encoder> BY_NAME = new LinkedHashMap<>();

  static {
    List.of(MINILM, BGE, BOTH).forEach(encoder -> BY_NAME.put(encoder.name(), encoder));
    WIDE.values().forEach(encoder -> BY_NAME.put(encoder.name(), encoder));
    MIDDLE.values().forEach(encoder -> BY_NAME.put(encoder.name(), encoder));
  }

  private static Map<String, Encoder> all(Take take) {
    var small = SentenceEncoder.of(SMALL, take);
    var large = SentenceEncoder.of(LARGE, take);
    var all = new LinkedHashMap<String, Encoder>();
    all.put(MINILM.name(), small);
    all.put(BGE.name(), large);
    all.put(BOTH.name(), Encoder.joined(List.of(small, large)));
    return all;
  }

  private Encoders() {}

  /**
   * all-MiniLM-L6-v2 with 8-bit weights: 384 dimensions, 256 tokens, about 1.5 ms for a short
   * sentence on one core.
   */
  public static Encoder minilm() {
    return MINILM;
  }

  /**
   * bge-small-en-v1.5 with 8-bit weights: 384 dimensions, 512 tokens, twice the time of {@link
   * #minilm}.
   */
  public static Encoder bge() {
    return BGE;
  }

  /** Both as one, {@code minilm+bge}: 768 dimensions, and more right decisions than either. */
  public static Encoder both() {
    return BOTH;
  }

  /**
   * The encoder of a name: {@code minilm}, {@code bge}, {@code minilm+bge}; {@code minilm-wide},
   * {@code bge-wide}, {@code minilm-wide+bge-wide}, and the same with {@code -middle}.
   *
   * @throws IllegalArgumentException if there is none; it says which there are
   */
  public static Encoder named(String name) {
    return found(name, BY_NAME);
  }

  /**
   * The wide encoder of a plain name: {@code minilm}, {@code bge}, {@code minilm+bge}.
   *
   * @throws IllegalArgumentException if there is none; it says which there are
   */
  public static Encoder wide(String name) {
    return found(name, WIDE);
  }

  /**
   * The encoder of a plain name that gives the layer in the middle only: what tells how hard a text
   * is, of which the last layer knows less.
   *
   * @throws IllegalArgumentException if there is none; it says which there are
   */
  public static Encoder middle(String name) {
    return found(name, MIDDLE);
  }

  /** What {@link #named} knows. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  private static Encoder found(String name, Map<String, Encoder> known) {
    var encoder = known.get(name);
    if (encoder == null) {
      throw new IllegalArgumentException(
          "there is no encoder '%s'. %s".formatted(name, DidYouMean.among(name, known.keySet())));
    }
    return encoder;
  }
}
