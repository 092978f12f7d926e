package io.waybill.local;

import io.waybill.work.Encoder;

/** The small encoder by its own name, see {@link Encoders#minilm}. */
public final class MiniLm {
  private MiniLm() {}

  /** The one of this process. It costs nothing until somebody asks for a vector. */
  public static Encoder shared() {
    return Encoders.minilm();
  }
}
