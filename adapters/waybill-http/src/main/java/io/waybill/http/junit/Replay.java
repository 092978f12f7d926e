package io.waybill.http.junit;

import io.waybill.http.Cassette;
import io.waybill.http.Http;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Models that answer as they did when they were recorded:
 *
 * <pre>{@code
 * @RegisterExtension static Replay models = Replay.from("src/test/cassettes/triage");
 * }</pre>
 *
 * Whatever a test asks through {@link #http} is answered from that folder, from its beginning for
 * each test. A request that was not recorded fails the test, even if the code under test puts up
 * with the failure. With {@code -Dwaybill.record=true} the models are really asked, and recorded.
 */
public final class Replay implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final String HOW =
      "%n(in a test: run it once with -Dwaybill.record=true)".formatted();

  private final Path folder;
  private Optional<Deck> deck = Optional.empty();

  private record Deck(Cassette cassette, Http http) {}

  private Replay(Path folder) {
    this.folder = folder;
  }

  /**
   * From a folder of recordings.
   *
   * @param folder seen from where the tests run, which with Maven is the module; read when a test
   *     first asks for {@link #http}
   */
  public static Replay from(String folder) {
    return new Replay(Path.of(folder));
  }

  /** The same for all tests that share this extension. */
  public synchronized Http http() {
    return deck().http();
  }

  private Deck deck() {
    var there = deck.orElseGet(this::made);
    deck = Optional.of(there);
    return there;
  }

  private Deck made() {
    var cassette =
        Boolean.getBoolean("waybill.record") ? Cassette.record(folder) : Cassette.replay(folder);
    return new Deck(cassette, Http.builder().cassette(cassette).build());
  }

  @Override
  public synchronized void beforeEach(ExtensionContext test) {
    deck.ifPresent(there -> there.cassette().rewind());
  }

  @Override
  public synchronized void afterEach(ExtensionContext test) {
    var problems = deck.map(there -> there.cassette().problems()).orElse(List.of());
    if (!problems.isEmpty()) {
      Assertions.fail(String.join("%n".formatted(), problems) + HOW);
    }
  }

  @Override
  public synchronized void afterAll(ExtensionContext all) {
    deck.ifPresent(there -> there.http().close());
    deck = Optional.empty();
  }
}
