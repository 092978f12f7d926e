package io.waybill.yaml;

/**
 * What a file is, as far as reading it goes.
 *
 * @param begins its first line
 * @param called what one is called
 * @param largest in bytes
 * @param values how many it has at most
 */
record FileKind(String begins, String called, int largest, int values) {
  static final FileKind WORKFLOW = new FileKind("waybill: 1", "workflow", FileText.LARGEST, 20_000);

  /** Lists that programs write, a hundred times as long as what people do. */
  static FileKind data(String begins, String called) {
    return new FileKind(begins, called, 16 << 20, 1_000_000);
  }

  /** Whether its texts may have holes, {@code ${{ … }}}. */
  boolean hasHoles() {
    return equals(WORKFLOW);
  }
}
