package io.waybill.mcp;

import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * A server as the operator wrote it.
 *
 * @param location where what it is given goes
 * @param rules the tools that may be called, by name
 * @param limits how long and how large
 */
record Server(String name, Link link, Location location, Map<String, Rule> rules, Limits limits) {
  /** How it is reached. */
  sealed interface Link {
    /** Everything that may hold a secret. */
    Stream<Veiled> veiled();
  }

  /** Over streamable HTTP, at this address and no other. */
  record Url(HttpUrl url, Map<String, Veiled> headers) implements Link {
    @Override
    public Stream<Veiled> veiled() {
      return headers.values().stream();
    }
  }

  /** As a child process, over its input and output. */
  record Command(List<String> words, Map<String, Veiled> env, Path folder) implements Link {
    @Override
    public Stream<Veiled> veiled() {
      return env.values().stream();
    }
  }

  /**
   * What the operator says of a tool; what its server says of it does not count.
   *
   * @param free whether nobody bills a call
   */
  record Rule(Effects effects, Trust trust, Duration timeout, boolean free) {}

  /**
   * @param connect for starting it, greeting it and reading its list of tools
   * @param recheck how old a list may become before it is read again though nobody said that it
   *     changed
   * @param answer bytes of the largest message that is taken in
   */
  record Limits(Duration connect, Duration recheck, int answer) {}

  Server {
    rules = Map.copyOf(new LinkedHashMap<>(rules));
  }

  /** What the operator says of a tool that may be called. */
  Rule rule(String tool) {
    return Optional.ofNullable(rules.get(tool)).orElseThrow();
  }

  Keys keys(Map<String, String> environment) {
    return new Keys(
        name,
        environment,
        link.veiled().flatMap(text -> text.names().stream()).distinct().toList());
  }
}
