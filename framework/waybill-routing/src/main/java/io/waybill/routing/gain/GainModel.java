package io.waybill.routing.gain;

import io.waybill.plan.DidYouMean;
import io.waybill.work.Encoder;
import java.nio.charset.StandardCharsets;
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
  private final List<Member> members;
  private final String encoder;

  /**
   * A target, what it learned from, and what it learned.
   *
   * @param field of the rows that said whether it was right
   */
  record Member(Target target, String field, Head head) {
    Member with(Target other) {
      return new Member(other, field, head);
    }
  }

  /**
   * A model of given weights.
   *
   * @param encoder the digest of the encoder whose vectors it reads
   * @param members at least two, no label twice; their order decides between equals
   */
  GainModel(String encoder, List<Member> members) {
    this.encoder = encoder;
    this.members = List.copyOf(members);
    if (members.size() < 2) {
      throw new IllegalArgumentException("a choice is between two targets at least");
    }
    if (members.stream().mapToInt(member -> member.head.dimensions()).distinct().count() != 1) {
      throw new IllegalArgumentException("heads of one model read vectors of one length");
    }
    var seen = new HashSet<String>();
    for (var target : targets()) {
      if (!seen.add(target.label())) {
        throw new IllegalArgumentException(
            "two targets are labelled '%s'".formatted(target.label()));
      }
    }
  }

  List<Member> members() {
    return members;
  }

  /** In the order that decides between equals. */
  public List<Target> targets() {
    return members.stream().map(Member::target).toList();
  }

  /** {@code sha256:…} of the encoder that it was fitted with. */
  public String encoder() {
    return encoder;
  }

  /** {@code sha256:…} of its weights. */
  public String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var member : members) {
        var written = member.head.packed() + "\0" + member.head.bias() + "\0";
        sha.update(written.getBytes(StandardCharsets.UTF_8));
      }
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
    return members.stream().map(member -> member.head.right(vector)).toList();
  }

  /**
   * The same, knowing better what the target of that label is or what asking it takes.
   *
   * @throws IllegalArgumentException if there is no target of that label
   */
  public GainModel knowing(Target target) {
    var labels = targets().stream().map(Target::label).toList();
    if (!labels.contains(target.label())) {
      throw new IllegalArgumentException(
          "no target is labelled '%s'. %s"
              .formatted(target.label(), DidYouMean.among(target.label(), labels)));
    }
    return new GainModel(
        encoder,
        members.stream()
            .map(
                member ->
                    member.target.label().equals(target.label()) ? member.with(target) : member)
            .toList());
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
