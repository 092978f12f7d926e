package io.waybill.http;

import java.nio.file.Path;
import java.util.List;
import okhttp3.Interceptor;

/**
 * What was said over an {@link Http}, in a folder of one JSON file for each exchange. Requests are
 * known by their method, address and body, however that is formatted; the same request asked again
 * is answered in the order of the recording, and after its end as it was last. Keys, cookies and
 * whatever else is secret by the name it goes by are not in the files. What people and models said
 * is: they are made for their owner only.
 */
public final class Cassette {
  private final Tape tape;

  private Cassette(Tape tape) {
    this.tape = tape;
  }

  /**
   * Records every answer. A request that was recorded there before is recorded anew; what is not
   * asked any more stays.
   *
   * @param folder made with the first answer
   */
  public static Cassette record(Path folder) {
    return new Cassette(new Recorder(folder));
  }

  /**
   * Answers from a recording, at once, and never asks the network. A request that was not recorded
   * fails, with the nearest that was and where it differs.
   *
   * @throws IllegalArgumentException with everything that is wrong with the folder
   */
  public static Cassette replay(Path folder) {
    return new Cassette(Player.of(folder, false));
  }

  /** {@link #replay} with the delays that were recorded. */
  public static Cassette paced(Path folder) {
    return new Cassette(Player.of(folder, true));
  }

  /** Begins again with the first answers. */
  public void rewind() {
    tape.rewind();
  }

  /** What went wrong since the last rewind: requests without a recording, files not written. */
  public List<String> problems() {
    return tape.problems();
  }

  Interceptor interceptor() {
    return chain -> tape.answer(chain, Exchange.of(chain.request()));
  }
}
