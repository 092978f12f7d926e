package io.waybill.routing.gain;

import io.waybill.work.Encoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * How likely each of some targets answers a text rightly: a calibrated logistic head for each, over
 * the vector of one encoder. The difference of two chances is what the one gains over the other.
 */
public final class GainModel {
  private final List<Target> targets;
  private final String encoder;
  private final List<Head> heads;

  /**
   * A model of given weights.
   *
   * @param targets at least two, no label twice; their order decides between equals
   * @param encoder the digest of the encoder whose vectors it reads
   * @param heads one for each target, in the same order
   */
  GainModel(List<Target> targets, String encoder, List<Head> heads) {
    this.targets = checked(targets);
    this.encoder = encoder;
    this.heads = List.copyOf(heads);
    if (heads.size() != targets.size()
        || heads.stream().mapToInt(Head::dimensions).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "every target needs one head, all of the same length: %d targets, %d heads"
              .formatted(targets.size(), heads.size()));
    }
  }

  private static List<Target> checked(List<Target> targets) {
    if (targets.size() < 2) {
      throw new IllegalArgumentException("a choice is between two targets at least");
    }
    var seen = new HashSet<String>();
    for (var target : targets) {
      if (!seen.add(target.label())) {
        throw new IllegalArgumentException(
            "two targets are labelled '%s'".formatted(target.label()));
      }
    }
    return List.copyOf(targets);
  }

  /** In the order that decides between equals. */
  public List<Target> targets() {
    return targets;
  }

  /** {@code sha256:…} of the encoder that it was fitted with. */
  public String encoder() {
    return encoder;
  }

  /** {@code sha256:…} of its weights. */
  public String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      heads.forEach(head -> sha.update(head.bytes()));
      return "sha256:" + HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * How likely each target is right, in their order.
   *
   * @param vector of the encoder that it was fitted with
   */
  public List<Double> right(float[] vector) {
    return heads.stream().map(head -> head.right(vector)).toList();
  }

  /**
   * A router by this model, which prefers quality until it is told otherwise.
   *
   * @throws IllegalArgumentException if the model was fitted with another encoder
   */
  public GainRouter with(Encoder encoder) {
    if (!encoder.digest().equals(this.encoder)) {
      throw new IllegalArgumentException(
          "the model was fitted with the encoder %s; '%s' is %s: fit it again with this one"
              .formatted(this.encoder, encoder.name(), encoder.digest()));
    }
    return new GainRouter(this, encoder);
  }
}
