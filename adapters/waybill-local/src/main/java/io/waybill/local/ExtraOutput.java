package io.waybill.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value inside an ONNX graph that a session is to give out too. Two serialised messages one after
 * the other are one message in protobuf, whose lists are those of both: so a graph with nothing but
 * an output, put behind a model, adds that output to it.
 */
final class ExtraOutput {
  // ModelProto.graph, GraphProto.output, ValueInfoProto.name and .type, TypeProto.tensor_type
  private static final int GRAPH = 7;
  private static final int OUTPUT = 12;
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR = 1;

  /** TensorProto.elem_type: float, as a varint of field 1. */
  private static final byte[] FLOAT = {8, 1};

  private ExtraOutput() {}

  /** What to put behind a model so that it gives out what its graph calls so. */
  static byte[] named(String value) {
    var name = field(NAME, value.getBytes(StandardCharsets.UTF_8));
    var type = field(TYPE, field(TENSOR, FLOAT));
    return field(GRAPH, field(OUTPUT, both(name, type)));
  }

  private static byte[] field(int number, byte[] message) {
    if (message.length > 127) {
      throw new IllegalArgumentException("the name of an output is too long");
    }
    var field = new ByteArrayOutputStream();
    field.write(number << 3 | 2);
    field.write(message.length);
    field.writeBytes(message);
    return field.toByteArray();
  }

  private static byte[] both(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
