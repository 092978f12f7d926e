package io.waybill.local;

/** Which layers of a sentence model an encoder takes. */
enum Take {
  /** The last, as it was trained to be taken: for what is near. */
  LAST(""),
  /** One in the middle: for how hard a text is, and what nobody trained the model for. */
  MIDDLE("-middle"),
  /** Both, one after the other: for heads with examples enough. */
  BOTH("-wide");

  private final String suffix;

  Take(String suffix) {
    this.suffix = suffix;
  }

  /** Added to the model's name. */
  String suffix() {
    return suffix;
  }

  /** How many vectors of the model's length there are. */
  int many() {
    return this == BOTH ? 2 : 1;
  }

  /** What they are told apart by, beside the file. */
  String mark(SentenceModel model) {
    return switch (this) {
      case LAST -> "";
      case MIDDLE -> "\nonly " + model.middle();
      case BOTH -> "\n" + model.middle();
    };
  }

  float[] of(Layers read) {
    return switch (this) {
      case LAST -> read.last();
      case MIDDLE -> read.middle();
      case BOTH -> read.all();
    };
  }
}
