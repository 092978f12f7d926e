package io.waybill.routing;

import io.waybill.work.Choice;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import io.waybill.work.WorkInfo.Safety;
import io.waybill.work.WorkInfo.Trust;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What there is to know about stages as one.
 *
 * @param ofOneEngine whether all of them that use a machine use the same model on it, in house
 */
record AsOne(WorkInfo info, boolean ofOneEngine) {
  private static final String ENCODER = "encoder";

  static AsOne of(List<? extends Stage<?>> stages) {
    var infos = stages.stream().<WorkInfo>map(Stage::info).toList();
    var engines =
        infos.stream()
            .filter(AsOne::paid)
            .map(info -> List.of(info.pool(), info.model()))
            .distinct()
            .toList();
    boolean inHouse = infos.stream().allMatch(info -> info.safety().location() == Location.LOCAL);
    boolean one = inHouse && engines.size() <= 1;
    boolean anonymous = infos.stream().anyMatch(WorkInfo::anonymous);
    var info =
        WorkInfo.named(anonymous ? "" : "stages")
            .config(config(stages, infos))
            .types(input(infos), Choice.class)
            .labels(
                infos.stream().flatMap(each -> each.labels().stream()).collect(Collectors.toSet()))
            .effects(most(infos, Safety::effects))
            .location(most(infos, Safety::location))
            .trust(trust(infos))
            .privacy(privacy(infos));
    if (one && !engines.isEmpty()) {
      info.pool(engines.get(0).get(0)).model(engines.get(0).get(1));
    }
    return new AsOne(info.build(), one);
  }

  /** What all of them take: the narrowest of their inputs. */
  private static Type input(List<WorkInfo> infos) {
    Type narrowest = Object.class;
    for (var info : infos) {
      if (narrower(info.input(), narrowest)) {
        narrowest = info.input();
      } else if (!narrower(narrowest, info.input())) {
        throw new IllegalArgumentException(
            "stages read the same input, and '%s' reads a %s where another reads a %s"
                .formatted(info.name(), info.input().getTypeName(), narrowest.getTypeName()));
      }
    }
    return narrowest;
  }

  private static boolean narrower(Type one, Type other) {
    return one.equals(other)
        || other == Object.class
        || (one instanceof Class<?> sub
            && other instanceof Class<?> type
            && type.isAssignableFrom(sub));
  }

  /** Whether a machine's time is used, or something leaves the house. */
  private static boolean paid(WorkInfo info) {
    return !info.pool().isEmpty() || info.safety().location() == Location.EXTERNAL;
  }

  /** Each stage's; and the encoder's digest, if all that have one have the same. */
  private static Map<String, Object> config(List<? extends Stage<?>> stages, List<WorkInfo> infos) {
    var config = new LinkedHashMap<String, Object>();
    config.put("stages", stages.stream().map(Stage::data).toList());
    var encoders =
        infos.stream()
            .map(WorkInfo::config)
            .filter(each -> each.containsKey(ENCODER))
            .map(each -> each.get(ENCODER))
            .distinct()
            .toList();
    if (encoders.size() == 1) {
      config.put(ENCODER, encoders.get(0));
    }
    return config;
  }

  private static <E extends Enum<E>> E most(List<WorkInfo> infos, Function<Safety, E> part) {
    return infos.stream()
        .map(info -> part.apply(info.safety()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Trust trust(List<WorkInfo> infos) {
    return strictest(infos, Safety::trust, List.of(Trust.UNTRUSTED, Trust.AS_INPUT));
  }

  private static Privacy privacy(List<WorkInfo> infos) {
    return strictest(infos, Safety::privacy, List.of(Privacy.PRIVATE, Privacy.AS_INPUT));
  }

  /** The first of these that one of them has; else what all of them have. */
  private static <T> T strictest(List<WorkInfo> infos, Function<Safety, T> part, List<T> order) {
    var all = infos.stream().map(info -> part.apply(info.safety())).distinct().toList();
    return order.stream().filter(all::contains).findFirst().orElse(all.get(0));
  }
}
