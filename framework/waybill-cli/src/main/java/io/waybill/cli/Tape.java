package io.waybill.cli;

import io.waybill.http.Cassette;
import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What models are reached over; exchanges with them may be kept, or answered from what was kept.
 */
final class Tape {
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

  /** What could not be recorded; a replay says what it lacks in the step that lacks it. */
  List<String> lost() {
    return record.isEmpty() ? List.of() : cassette.map(Cassette::problems).orElse(List.of());
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
