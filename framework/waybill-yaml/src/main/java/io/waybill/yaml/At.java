package io.waybill.yaml;

/** A place in a file; lines and columns count from 1. */
record At(String file, int line, int column) {
  static At beginningOf(String file) {
    return new At(file, 1, 1);
  }
}
