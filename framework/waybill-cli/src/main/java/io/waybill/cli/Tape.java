package io.waybill.cli;

import io.waybill.http.Cassette;
import io.waybill.http.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What models are reached over; exchanges with them may be kept, or answered from what was kept. */
final class Tape implements Supplier<Http> {
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

  private @Nullable Http http;

  boolean replays() {
    return replay.isPresent();
  }

  /** Complains of a folder that cannot be written, or read. */
  void mustBeReady() {
    record.ifPresent(Disk::mustTake);
    replay
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw Complaint.wrong(
                  "--replay %s: there is no such folder; 'waybill run --record %s' makes one"
                      .formatted(folder, folder));
            });
  }

  @Override
  public synchronized Http get() {
    if (http == null) {
      var cassette = record.map(Cassette::record).or(() -> replay.map(Cassette::replay));
      http =
          cassette
              .map(kept -> Http.builder().cassette(kept).build())
              .orElseGet(Http::create);
    }
    return http;
  }
}
