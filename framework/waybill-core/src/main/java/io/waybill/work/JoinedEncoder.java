package io.waybill.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Encoders as one; all of them are asked at once, each on threads of its own. */
record JoinedEncoder(List<Encoder> parts) implements Encoder {
  JoinedEncoder {
    parts = List.copyOf(parts);
    if (parts.size() < 2) {
      throw new IllegalArgumentException("encoders are joined from two on, not " + parts.size());
    }
  }

  @Override
  public String name() {
    return parts.stream().map(Encoder::name).collect(Collectors.joining("+"));
  }

  @Override
  public String digest() {
    var digests = parts.stream().map(Encoder::digest).collect(Collectors.joining("\n"));
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(digests.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public int dimensions() {
    return parts.stream().mapToInt(Encoder::dimensions).sum();
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.zip(
        parts.stream().map(part -> part.encode(text)).toList(), JoinedEncoder::concatenated);
  }

  @Override
  public Encoder alone() {
    return new JoinedEncoder(parts.stream().map(Encoder::alone).toList());
  }

  @Override
  public WorkInfo.Location location() {
    boolean leaves = parts.stream().anyMatch(part -> part.location() == WorkInfo.Location.EXTERNAL);
    return leaves ? WorkInfo.Location.EXTERNAL : WorkInfo.Location.LOCAL;
  }

  /** Theirs if it is one; nobody can say whose time it is if they run in several places. */
  @Override
  public String pool() {
    var pools = parts.stream().map(Encoder::pool).distinct().toList();
    return pools.size() == 1 ? pools.get(0) : "";
  }

  /** Unknown if a stranger bills for some of it: nobody told apart which tokens were whose. */
  @Override
  public Usage usage(long tokens, Duration time) {
    return location() == WorkInfo.Location.EXTERNAL
        ? Usage.UNKNOWN
        : Encoder.super.usage(tokens, time);
  }

  private static Encoded concatenated(Object[] parts) {
    var encoded = Arrays.copyOf(parts, parts.length, Encoded[].class);
    var whole = new float[Arrays.stream(encoded).mapToInt(part -> part.vector().length).sum()];
    var share = (float) (1 / Math.sqrt(parts.length));
    int tokens = 0;
    var time = Duration.ZERO;
    int at = 0;
    for (var part : encoded) {
      for (float x : part.vector()) {
        whole[at++] = x * share;
      }
      tokens += part.tokens();
      time = time.plus(part.time());
    }
    return new Encoded(whole, tokens, time);
  }
}
