package io.waybill.local;

/**
 * A sentence model as a value: BERT's architecture and its uncased tokenizer, in two files.
 *
 * @param dimensions of the vector of a token, in every layer
 * @param mostTokens that it reads; longer texts are cut
 * @param pooling how the tokens' vectors become that of the text, as it was trained
 * @param middle what its file calls the output of a layer in the middle, which knows things of a
 *     text that the last layer has let go
 */
record SentenceModel(
    String name,
    Pinned model,
    Pinned tokenizer,
    int dimensions,
    int mostTokens,
    Pooling pooling,
    String middle) {
  private static final String ARTIFACT = "dev.langchain4j:langchain4j-embeddings-";

  /** all-MiniLM-L6-v2 with 8-bit weights, 23 MB. */
  static final SentenceModel MINILM =
      new SentenceModel(
          "minilm",
          new Pinned(
              "all-minilm-l6-v2-q.onnx",
              "sha256:afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
              ARTIFACT + "all-minilm-l6-v2-q"),
          new Pinned(
              "all-minilm-l6-v2-q-tokenizer.json",
              "sha256:da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
              ARTIFACT + "all-minilm-l6-v2-q"),
          384,
          256,
          Pooling.MEAN,
          layer(3));

  /** bge-small-en-v1.5 with 8-bit weights, 34 MB. */
  static final SentenceModel BGE =
      new SentenceModel(
          "bge",
          new Pinned(
              "bge-small-en-v1.5-q.onnx",
              "sha256:6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
              ARTIFACT + "bge-small-en-v15-q"),
          new Pinned(
              "bge-small-en-v1.5-q-tokenizer.json",
              "sha256:d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
              ARTIFACT + "bge-small-en-v15-q"),
          384,
          512,
          Pooling.FIRST,
          layer(6));

  private static String layer(int number) {
    return "/encoder/layer.%d/output/LayerNorm/Add_1_output_0".formatted(number);
  }
}
