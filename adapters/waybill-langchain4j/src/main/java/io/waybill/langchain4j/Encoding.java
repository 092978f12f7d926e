package io.waybill.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import io.waybill.work.CallContext;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** An embedding model as an encoder. */
record Encoding(Embeddings embeddings, Facts facts, String version, int dimensions)
    implements Encoder {
  @Override
  public String name() {
    return facts.model();
  }

  /** Of everything that is known to decide what its vectors are. */
  @Override
  public String digest() {
    var known =
        List.of(
            facts.provider(),
            facts.model(),
            version,
            String.valueOf(dimensions),
            new TreeMap<>(facts.config()).toString());
    try {
      var bytes = String.join("\n", known).getBytes(StandardCharsets.UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return embeddings
        .asked(List.of(text), CallContext.detached("encode"))
        .map(
            given ->
                new Encoded(unit(given), Math.toIntExact(given.usage().input()), given.time()));
  }

  @Override
  public Location location() {
    return facts.local() ? Location.LOCAL : Location.EXTERNAL;
  }

  @Override
  public String pool() {
    return facts.pool();
  }

  @Override
  public Usage usage(long tokens, Duration time) {
    return new Tokens(facts, facts.provider()).of(new TokenUsage(Math.toIntExact(tokens)), time);
  }

  /** The one vector, made of length 1; one that is all zero stays so. */
  private float[] unit(Embeddings.Given given) {
    if (given.vectors().size() != 1 || given.vectors().get(0).length != dimensions) {
      var lengths = given.vectors().stream().map(vector -> vector.length).toList();
      throw invalid(
          given, "gave vectors of length %s, not one of %d".formatted(lengths, dimensions));
    }
    var vector = given.vectors().get(0);
    double squares = 0;
    for (float part : vector) {
      squares += (double) part * part;
    }
    if (!Double.isFinite(squares)) {
      throw invalid(given, "gave a vector that is not all numbers");
    }
    var unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = squares == 0 ? 0 : (float) (vector[i] / Math.sqrt(squares));
    }
    return unit;
  }

  /** It was paid for all the same. */
  private WorkException invalid(Embeddings.Given given, String what) {
    return new WorkException(ErrorKind.INVALID, given.usage(), "'%s' %s".formatted(name(), what));
  }
}
