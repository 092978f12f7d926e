package io.waybill.cli;

import io.waybill.http.Cassette;
import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What models are reached over; exchanges with them may be kept, or answered from what was kept.
 */
final class Tape {
  private static final int FEW = 5;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Keep every exchange with a model there, for --replay.")
  private Optional<Path> record = Optional.empty();

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      description = "Ask no model: answer from what --record kept. Needs no key and no network.")
  private Optional<Path> replay = Optional.empty();

  private Optional<Cassette> cassette = Optional.empty();
  private @Nullable Http http;

  ModelCatalog models(Map<String, String> environment) {
    return replay.isPresent()
        ? ModelCatalog.replaying(environment, this::http)
        : new ModelCatalog(environment, this::http);
  }

  /** Complains of a folder that cannot be written, or has no recording. */
  void load() {
    record.ifPresent(Disk::mustTake);
    try {
      cassette = record.map(Cassette::record).or(() -> replay.map(Cassette::replay));
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("--replay: " + e.getMessage());
    }
  }

  /**
   * What could not be recorded, or was not found in the recording: a rescue may have hidden that.
   * The first few, and how many more there are.
   */
  List<String> problems() {
    var all = cassette.map(Cassette::problems).orElse(List.of());
    return all.size() <= FEW
        ? all
        : Stream.concat(
                all.stream().limit(FEW), Stream.of("… and %d more".formatted(all.size() - FEW)))
            .toList();
  }

  /** How the command ends if there are problems and nothing else went wrong. */
  int exit() {
    return record.isPresent() ? Exit.TROUBLE : Exit.RUNS_FAILED;
  }

  private synchronized Http http() {
    if (http == null) {
      var builder = Http.builder();
      cassette.ifPresent(builder::cassette);
      http = builder.build();
    }
    return http;
  }
}
