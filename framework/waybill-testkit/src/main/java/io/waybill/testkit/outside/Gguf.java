package io.waybill.testkit.outside;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The file format of llama.cpp, version 3, as far as a toy needs it: facts, then tensors. */
final class Gguf {
  private static final int MAGIC = 0x46554747; // "GGUF"
  private static final int VERSION = 3;
  private static final int ALIGNMENT = 32;
  private static final int FLOATS = 0;

  /** The kinds of values, as the format numbers them. */
  private static final int UINT32 = 4;

  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private long factCount;
  private long tensorCount;

  Gguf text(String key, String value) {
    key(key, STRING);
    text(facts, value);
    return this;
  }

  Gguf whole(String key, int value) {
    key(key, UINT32);
    number(facts, value);
    return this;
  }

  Gguf real(String key, float value) {
    key(key, FLOAT32);
    real(facts, value);
    return this;
  }

  Gguf truth(String key, boolean value) {
    key(key, BOOL);
    facts.write(value ? 1 : 0);
    return this;
  }

  Gguf texts(String key, List<String> values) {
    array(key, STRING, values.size());
    values.forEach(value -> text(facts, value));
    return this;
  }

  Gguf reals(String key, List<Float> values) {
    array(key, FLOAT32, values.size());
    values.forEach(value -> real(facts, value));
    return this;
  }

  Gguf wholes(String key, List<Integer> values) {
    array(key, INT32, values.size());
    values.forEach(value -> number(facts, value));
    return this;
  }

  /** A matrix, row by row; of one row it is a vector. */
  Gguf tensor(String name, int columns, float[] values) {
    pad(data, data.size());
    int rows = values.length / columns;
    text(tensors, name);
    number(tensors, rows > 1 ? 2 : 1);
    longer(tensors, columns);
    if (rows > 1) {
      longer(tensors, rows);
    }
    number(tensors, FLOATS);
    longer(tensors, data.size());
    for (float value : values) {
      real(data, value);
    }
    tensorCount++;
    return this;
  }

  byte[] bytes() {
    var file = new ByteArrayOutputStream();
    number(file, MAGIC);
    number(file, VERSION);
    longer(file, tensorCount);
    longer(file, factCount);
    file.writeBytes(facts.toByteArray());
    file.writeBytes(tensors.toByteArray());
    pad(file, file.size());
    file.writeBytes(data.toByteArray());
    return file.toByteArray();
  }

  private void key(String key, int kind) {
    text(facts, key);
    number(facts, kind);
    factCount++;
  }

  private void array(String key, int kind, int size) {
    key(key, ARRAY);
    number(facts, kind);
    longer(facts, size);
  }

  private static void text(ByteArrayOutputStream to, String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    longer(to, bytes.length);
    to.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream to, int value) {
    to.writeBytes(little(Integer.BYTES).putInt(value).array());
  }

  private static void longer(ByteArrayOutputStream to, long value) {
    to.writeBytes(little(Long.BYTES).putLong(value).array());
  }

  private static void real(ByteArrayOutputStream to, float value) {
    to.writeBytes(little(Float.BYTES).putFloat(value).array());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void pad(ByteArrayOutputStream to, int size) {
    to.writeBytes(new byte[(ALIGNMENT - size % ALIGNMENT) % ALIGNMENT]);
  }
}
