package io.waybill.mcp;

import io.waybill.work.Secrets;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Trust;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Reads one server of the operator's file. */
final class ServerReader {
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration RECHECK = Duration.ofMinutes(5);
  private static final int ANSWER = 4 * 1024 * 1024;

  /** Addresses that say so themselves: a name server must not decide what is in house. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(.*(key|token|secret|password|passwd|credentials?)|(proxy-)?authorization|cookie)");

  /** What the protocol sets, and what says where a request goes. */
  private static final Set<String> OURS =
      Set.of(
          "accept",
          "accept-encoding",
          "connection",
          "content-length",
          "content-type",
          "host",
          "last-event-id",
          "mcp-protocol-version",
          "mcp-session-id",
          "transfer-encoding");

  private final Section section;
  private final String name;
  private final Path file;

  ServerReader(Section section, String name, Path file) {
    this.section = section;
    this.name = name;
    this.file = file;
  }

  /** Empty if it cannot be reached as written; what is wrong with it has been said by then. */
  Optional<Server> read() {
    var link = link();
    var location =
        section.value(
            "location",
            Location.EXTERNAL,
            written -> Words.one(written, List.of(Location.values())));
    var rules = rules(location == Location.LOCAL);
    var limits = limits();
    if (location == Location.LOCAL
        && link.map(to -> to instanceof Server.Url url && !loopback(url.url())).orElse(false)) {
      section.problem("location", "is local, but its url leads to another machine");
    }
    section.end();
    return link.map(to -> new Server(name, to, location, rules, limits));
  }

  private Optional<Server.Link> link() {
    boolean http = section.has("url");
    boolean child = section.has("command");
    if (http == child) {
      section.problem(
          http
              ? "has both a url and a command: a server is reached one way"
              : "needs a url or a command: write url: https://… or command: [program, argument]");
    }
    if (!child && (section.has("env") || section.has("cwd"))) {
      section.problem("has an env or a cwd, which go with a command");
    }
    if (!http && section.has("headers")) {
      section.problem("has headers, which go with a url");
    }
    if (http) {
      return section.text("url").flatMap(this::url).map(url -> new Server.Url(url, headers(url)));
    }
    return child ? command() : Optional.empty();
  }

  private Optional<HttpUrl> url(String written) {
    var url = HttpUrl.parse(written);
    if (url == null || !absolute(written)) {
      section.problem("url", "is no address: write one such as https://tools.example/mcp");
      return Optional.empty();
    }
    if (written.contains("@") || written.contains("${") || Secrets.in(written)) {
      section.problem("url", "holds a secret: name it in headers, as \"${secret:NAME}\"");
    }
    if (url.fragment() != null) {
      section.problem("url", "has a part after #, which is never sent");
    }
    return Optional.of(url);
  }

  private static boolean absolute(String written) {
    try {
      var scheme = String.valueOf(new URI(written).getScheme()).toLowerCase(Locale.ROOT);
      return scheme.equals("http") || scheme.equals("https");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Map<String, Veiled> headers(HttpUrl url) {
    var headers = veiled("headers");
    for (var header : headers.entrySet()) {
      var key = header.getKey();
      if (!key.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
        section.problem("headers", "has a name that no header has: '%s'".formatted(key));
      }
      if (OURS.contains(key.toLowerCase(Locale.ROOT))) {
        section.problem("headers", "sets %s, which the protocol sets".formatted(key));
      }
      if (!header.getValue().names().isEmpty() && !url.isHttps() && !loopback(url)) {
        section.problem(
            "headers", "sends the secret of %s in the clear: write https://".formatted(key));
      }
    }
    return headers;
  }

  private Optional<Server.Link> command() {
    var words = section.texts("command");
    if (words.isEmpty()) {
      section.problem("command", "is empty: write [program, argument]");
    }
    for (var word : words) {
      if (word.contains("${") || Secrets.in(word)) {
        section.problem(
            "command",
            "holds a secret, which everybody can read who lists processes: name it in env, as \"${secret:NAME}\"");
      }
    }
    var env = veiled("env");
    for (var variable : env.keySet()) {
      if (!variable.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) {
        section.problem("env", "has a name that no variable has: '%s'".formatted(variable));
      }
    }
    return Optional.of(new Server.Command(words, env, folder()));
  }

  private Path folder() {
    var here = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return section.value(
        "cwd",
        here,
        written -> {
          try {
            return here.resolve(written).normalize();
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path", e);
          }
        });
  }

  private Map<String, Veiled> veiled(String key) {
    var veiled = new LinkedHashMap<String, Veiled>();
    section
        .table(key)
        .forEach(
            (name, written) -> {
              var text = new Veiled(written);
              if (text.broken()) {
                section.problem(key, "has a ${…} that is no \"${secret:NAME}\": " + name);
              } else if (text.names().isEmpty() && secret(name, written)) {
                section.problem(
                    key, "holds the secret of %s: write \"${secret:NAME}\"".formatted(name));
              }
              veiled.put(name, text);
            });
    return veiled;
  }

  private static boolean secret(String name, String written) {
    return !written.isEmpty() && (SECRET_NAME.matcher(name).matches() || Secrets.in(written));
  }

  private Map<String, Server.Rule> rules(boolean inHouse) {
    var usual =
        new Server.Rule(
            Effects.CONSEQUENTIAL,
            trust(section, Trust.UNTRUSTED),
            section.value("timeout", CALL, Words::patience),
            section.value("free", inHouse, Words::yes));
    var rules = new LinkedHashMap<String, Server.Rule>();
    if (section.isList("tools")) {
      section.texts("tools").forEach(tool -> rules.put(tool, usual));
      return rules;
    }
    section
        .section("tools")
        .ifPresent(
            tools ->
                tools
                    .names()
                    .forEach(
                        tool ->
                            tools
                                .section(tool)
                                .ifPresent(one -> rules.put(tool, rule(one, usual)))));
    return rules;
  }

  private Server.Rule rule(Section tool, Server.Rule usual) {
    var rule =
        new Server.Rule(
            tool.value(
                "effects",
                usual.effects(),
                written -> Words.one(written, List.of(Effects.values()))),
            trust(tool, usual.trust()),
            tool.value("timeout", usual.timeout(), Words::patience),
            tool.value("free", usual.free(), Words::yes));
    tool.end();
    return rule;
  }

  /** As trusted as its input is no choice: what a server answers is the server's. */
  private static Trust trust(Section section, Trust otherwise) {
    return section.value(
        "trust", otherwise, written -> Words.one(written, List.of(Trust.UNTRUSTED, Trust.TRUSTED)));
  }

  private Server.Limits limits() {
    return new Server.Limits(
        section.value("connect_timeout", CONNECT, Words::patience),
        section.value("recheck", RECHECK, Words::age),
        section.value("max_answer", ANSWER, Words::bytes));
  }

  private static boolean loopback(HttpUrl url) {
    return LOOPBACK.matcher(url.host()).matches();
  }
}
