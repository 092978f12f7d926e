package io.waybill.yaml;

/**
 * How a file names a work: what {@link Yaml#write} needs to say it again.
 *
 * @param name of the model, router or documents that the file declares; of the guard or tool itself
 * @param settings what the file declares under that name; of a guard, what its step says
 * @param asks the models of the file that its settings name
 * @param tries of a router, who is tried with it
 */
record Origin(Kind kind, String name, Node.Mapping settings, int top, Asks asks, Tries tries) {
  /** One that asks no model that the file declares. */
  Origin(Kind kind, String name, Node.Mapping settings, int top) {
    this(kind, name, settings, top, Asks.NOBODY, Tries.NOBODY);
  }

  /** The same with others beside it. */
  Origin trying(Tries others) {
    return new Origin(kind, name, settings, top, asks, others);
  }

  /** Which part of a file names it. */
  enum Kind {
    TEXT,
    ANSWER,
    ROUTER,
    DOCUMENTS,
    GUARD,
    TOOL
  }
}
