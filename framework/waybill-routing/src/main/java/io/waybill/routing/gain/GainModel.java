package io.waybill.routing.gain;

import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Sha256;
import io.waybill.routing.fit.Provenance;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely each of some targets answers a text rightly: a calibrated logistic head for each, over
 * the vector of one encoder. The difference of two chances is what the one gains over the other.
 *
 * @param members at least two, no label twice; their order decides between equals
 * @param provenance where it comes from
 * @param figures what it reached on rows that its heads had not seen
 */
record GainModel(List<Member> members, Provenance provenance, Map<String, Double> figures) {
  /**
   * A target, what it learned from, and what it learned.
   *
   * @param field of the rows that said whether it was right
   */
  record Member(Target target, String field, Head head) {}

  GainModel {
    members = List.copyOf(members);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    if (members.size() < 2) {
      throw new IllegalArgumentException("a choice is between two targets at least");
    }
    var seen = new HashSet<String>();
    for (var member : members) {
      if (!seen.add(member.target.label())) {
        throw new IllegalArgumentException(
            "two targets are labelled '%s'".formatted(member.target.label()));
      }
      if (member.head.dimensions() != provenance.encoder().dimensions()) {
        throw new IllegalArgumentException(
            "the head of '%s' reads %d dimensions, its encoder gives %d"
                .formatted(
                    member.target.label(),
                    member.head.dimensions(),
                    provenance.encoder().dimensions()));
      }
    }
  }

  List<Target> targets() {
    return members.stream().map(Member::target).toList();
  }

  /** How likely each target is right, in their order. */
  double[] right(float[] vector) {
    return members.stream().mapToDouble(member -> member.head.right(vector)).toArray();
  }

  /** The same, with another target of that label. */
  GainModel knowing(Target target) {
    var labels = targets().stream().map(Target::label).toList();
    if (!labels.contains(target.label())) {
      throw new IllegalArgumentException(
          "no target is labelled '%s'. %s"
              .formatted(target.label(), DidYouMean.among(target.label(), labels)));
    }
    var known =
        members.stream()
            .map(
                member ->
                    member.target.label().equals(target.label())
                        ? new Member(target, member.field, member.head)
                        : member)
            .toList();
    return new GainModel(known, provenance, figures);
  }

  /** {@code sha256:…} of its weights. */
  String digest() {
    var all = new StringBuilder();
    for (var member : members) {
      all.append(member.head.written()).append('\0').append(member.head.bias()).append('\0');
    }
    return Sha256.of(all.toString());
  }
}
