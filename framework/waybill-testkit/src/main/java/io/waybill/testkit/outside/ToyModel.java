package io.waybill.testkit.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A language model of random weights for llama.cpp, under a megabyte, that writes the words of a
 * shop in no order: it means nothing, and costs, streams and stops as a real one does.
 */
public final class ToyModel {
  private static final List<String> WORDS =
      List.of(
              "your order was sent on the day that you asked for it and we will help with a new part"
                  .split(" "))
          .stream()
          .distinct()
          .toList();
  private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");
  private static final int END = 2;
  private static final int BYTES = 256;
  private static final String TEMPLATE =
      "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
          + "{% if add_generation_prompt %}assistant:{% endif %}";

  private static final int LAYERS = 2;
  private static final int HEADS = 4;
  private static final int WIDTH = 64;
  private static final int INNER = 128;
  private static final int CONTEXT = 32_768;

  /**
   * The first number of every state is this, in all layers: by it each word gets a constant
   * likelihood, which is how the words are preferred to bytes and marks.
   */
  private static final float CONSTANT = 8;

  private static final float NEVER = -20;

  private final long seed;

  /** How likely it is, beside the words, that it says that it is done. */
  private final float end;

  private ToyModel(long seed, float end) {
    this.seed = seed;
    this.end = end;
  }

  /**
   * One that says by itself that it is done, after some dozens of words.
   *
   * @param seed decides every weight
   */
  public static ToyModel brief(long seed) {
    return new ToyModel(seed, 0.1f);
  }

  /**
   * One that goes on until the request allows no more, or nobody listens.
   *
   * @param seed decides every weight
   */
  public static ToyModel endless(long seed) {
    return new ToyModel(seed, NEVER);
  }

  /**
   * Writes it where llama-server can read it.
   *
   * @return the file
   */
  public Path in(Path folder) {
    try {
      return Files.write(folder.resolve("toy.gguf"), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    var random = new Random(seed);
    var file = new Gguf();
    shape(file);
    vocabulary(file);
    file.tensor("token_embd.weight", WIDTH, embeddings(random));
    for (int layer = 0; layer < LAYERS; layer++) {
      layer(file, "blk." + layer + ".", random);
    }
    file.tensor("output_norm.weight", WIDTH, ones());
    file.tensor("output.weight", WIDTH, output(random));
    return file.bytes();
  }

  private static void shape(Gguf file) {
    file.text("general.architecture", "llama")
        .text("general.name", "toy")
        .whole("llama.context_length", CONTEXT)
        .whole("llama.embedding_length", WIDTH)
        .whole("llama.block_count", LAYERS)
        .whole("llama.feed_forward_length", INNER)
        .whole("llama.attention.head_count", HEADS)
        .whole("llama.rope.dimension_count", WIDTH / HEADS)
        .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
        .whole("llama.vocab_size", size());
  }

  private static int size() {
    return SPECIAL.size() + BYTES + WORDS.size();
  }

  /** Words begin with a space, written as a low line; all else is spelt in bytes. */
  private static void vocabulary(Gguf file) {
    var tokens = new ArrayList<>(SPECIAL);
    var kinds = new ArrayList<>(List.of(2, 3, 3)); // unknown, control
    for (int i = 0; i < BYTES; i++) {
      tokens.add("<0x%02X>".formatted(i));
      kinds.add(6);
    }
    for (var word : WORDS) {
      tokens.add("\u2581" + word);
      kinds.add(1);
    }
    file.text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", tokens)
        .reals("tokenizer.ggml.scores", Collections.nCopies(tokens.size(), 0f))
        .wholes("tokenizer.ggml.token_type", kinds)
        .whole("tokenizer.ggml.unknown_token_id", 0)
        .whole("tokenizer.ggml.bos_token_id", 1)
        .whole("tokenizer.ggml.eos_token_id", END)
        .truth("tokenizer.ggml.add_bos_token", true)
        .truth("tokenizer.ggml.add_space_prefix", false)
        .text("tokenizer.chat_template", TEMPLATE);
  }

  private static float[] embeddings(Random random) {
    var weights = weights(size(), WIDTH, random);
    for (int token = 0; token < size(); token++) {
      for (int i = 0; i < WIDTH; i++) {
        weights[token * WIDTH + i] *= 8; // so that what was said last counts
      }
      weights[token * WIDTH] = CONSTANT;
    }
    return weights;
  }

  private static void layer(Gguf file, String name, Random random) {
    file.tensor(name + "attn_norm.weight", WIDTH, ones())
        .tensor(name + "attn_q.weight", WIDTH, weights(WIDTH, WIDTH, random))
        .tensor(name + "attn_k.weight", WIDTH, weights(WIDTH, WIDTH, random))
        .tensor(name + "attn_v.weight", WIDTH, weights(WIDTH, WIDTH, random))
        .tensor(name + "attn_output.weight", WIDTH, keepingTheFirst(WIDTH, random))
        .tensor(name + "ffn_norm.weight", WIDTH, ones())
        .tensor(name + "ffn_gate.weight", WIDTH, weights(INNER, WIDTH, random))
        .tensor(name + "ffn_up.weight", WIDTH, weights(INNER, WIDTH, random))
        .tensor(name + "ffn_down.weight", INNER, keepingTheFirst(INNER, random));
  }

  /** What is added to a state leaves its first number alone. */
  private static float[] keepingTheFirst(int columns, Random random) {
    var weights = weights(WIDTH, columns, random);
    Arrays.fill(weights, 0, columns, 0);
    return weights;
  }

  /** Words are alike but for what went before; bytes and marks never come, the end as it should. */
  private float[] output(Random random) {
    var weights = weights(size(), WIDTH, random);
    for (int token = 0; token < SPECIAL.size() + BYTES; token++) {
      Arrays.fill(weights, token * WIDTH, (token + 1) * WIDTH, 0);
      weights[token * WIDTH] = token == END ? end : NEVER;
    }
    for (int token = SPECIAL.size() + BYTES; token < size(); token++) {
      weights[token * WIDTH] = 0;
    }
    return weights;
  }

  private static float[] weights(int rows, int columns, Random random) {
    var weights = new float[rows * columns];
    double spread = 1 / Math.sqrt(columns);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * spread);
    }
    return weights;
  }

  private static float[] ones() {
    var weights = new float[WIDTH];
    Arrays.fill(weights, 1);
    return weights;
  }
}
