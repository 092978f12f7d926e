package io.waybill.routing.feedback;

import io.waybill.routing.data.Sha256;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import io.waybill.work.WorkInfo.Safety;
import io.waybill.work.WorkInfo.Trust;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What there is to know about a router while others are tried with it. */
final class Trying {
  private static final int DIGITS = 12;

  private Trying() {}

  /**
   * The live router's description, and as far as the tried ones go beyond it, theirs: what goes to
   * a shadow leaves the house if the shadow is outside; of a canary, what it says counts too.
   */
  static WorkInfo of(
      WorkInfo live,
      Optional<WorkInfo> shadow,
      Optional<Map<String, Object>> lots,
      Optional<WorkInfo> canary) {
    if (shadow.isEmpty() && canary.isEmpty()) {
      return live;
    }
    var config = new LinkedHashMap<String, Object>(live.config());
    shadow.ifPresent(tried -> config.put("shadow", by(tried)));
    canary.ifPresent(
        tried -> {
          config.put("canary", by(tried));
          lots.ifPresent(drawn -> config.put("canary_lots", drawn));
        });
    var safety = live.safety();
    var all = safety;
    if (shadow.isPresent()) {
      all = reaching(all, shadow.get().safety());
    }
    if (canary.isPresent()) {
      all = answering(reaching(all, canary.get().safety()), canary.get().safety());
    }
    boolean apart = all.location() != safety.location();
    var labels = new TreeSet<>(live.labels());
    boolean any = live.labels().isEmpty() || canary.filter(of -> of.labels().isEmpty()).isPresent();
    canary.ifPresent(tried -> labels.addAll(tried.labels()));
    if (any) {
      labels.clear(); // whoever declares none may choose anything
    }
    return new WorkInfo(
        canary.filter(WorkInfo::anonymous).isPresent() ? "" : live.name(),
        live.version(),
        apart ? "" : live.model(),
        config,
        live.input(),
        live.output(),
        all,
        labels,
        apart ? "" : live.pool(),
        live.ownRetries());
  }

  private static Safety reaching(Safety one, Safety other) {
    return new Safety(
        later(one.effects(), other.effects()),
        later(one.location(), other.location()),
        one.trust(),
        one.privacy());
  }

  private static Safety answering(Safety one, Safety other) {
    return new Safety(
        one.effects(),
        one.location(),
        trust(one.trust(), other.trust()),
        privacy(one.privacy(), other.privacy()));
  }

  /** {@link Effects} and {@link Location} stand in the order of how much they ask. */
  private static <E extends Enum<E>> E later(E one, E other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Trust trust(Trust one, Trust other) {
    if (one == other) {
      return one;
    }
    return one == Trust.UNTRUSTED || other == Trust.UNTRUSTED ? Trust.UNTRUSTED : Trust.AS_INPUT;
  }

  private static Privacy privacy(Privacy one, Privacy other) {
    if (one == other) {
      return one;
    }
    return one == Privacy.PRIVATE || other == Privacy.PRIVATE ? Privacy.PRIVATE : Privacy.AS_INPUT;
  }

  /** {@code nearest 1 3fa91c0b77de}: its name, its version, a digest of what it is made of. */
  static String by(WorkInfo router) {
    var name = router.anonymous() ? "anonymous" : router.name();
    return "%s %s %s".formatted(name, router.version(), digest(router));
  }

  private static String digest(WorkInfo router) {
    var what = router.model() + "\0" + router.config() + "\0" + router.labels();
    return Sha256.of(what).substring("sha256:".length()).substring(0, DIGITS);
  }
}
