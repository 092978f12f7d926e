package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private String wrong(String configuration) {
    var desk = new Desk(folder).says(configuration);
    return assertThrows(IllegalArgumentException.class, desk::read).getMessage();
  }

  private void refused(String why, String server) {
    var said = wrong("servers:\n  a:\n" + server.indent(4));
    assertTrue(said.contains(why), said);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
    assertEquals(
        """
        mcp.yaml:4: servers.files.effects is no mapping
        mcp.yaml:5: servers.files.tools.read.effects is 'purr'. Did you mean 'pure'? Known: pure, idempotent, consequential.
        mcp.yaml:6: servers.files.timeout is no time: write 500ms, 30s, 5m or 1h
        mcp.yaml:3: servers.files has 'effects'. Known: command, connect_timeout, cwd, env, free, headers, location, max_answer, recheck, timeout, tools, trust, url.
        mcp.yaml:7: servers.mail needs a url or a command: write url: https://… or command: [program, argument]"""
            .lines()
            .filter(line -> !line.contains("no mapping"))
            .sorted()
            .toList(),
        wrong(
                """
                servers:
                  files:
                    effects: pure
                    command: [node, files.js]
                    tools: { read: { effects: purr } }
                    timeout: soon
                  mail: { tools: [send] }
                """)
            .lines()
            .sorted()
            .toList());
  }

  @Test
  void aSecretIsNamedAndNeverWritten() {
    refused(
        "holds the secret of Authorization",
        "url: https://x.example/mcp\nheaders: { Authorization: Bearer abc }");
    refused("holds the secret of API_KEY", "command: [x]\nenv: { API_KEY: abc }");
    refused("is no \"${secret:NAME}\"", "command: [x]\nenv: { API_KEY: \"${API_KEY}\" }");
    refused("which everybody can read who lists processes", "command: [x, \"${secret:A}\"]");
    refused("url holds a secret", "url: https://me:pass@x.example/mcp");
    refused(
        "in the clear", "url: http://x.example/mcp\nheaders: { Authorization: \"${secret:A}\" }");
    var said =
        wrong(
            "servers: { a: { url: https://x.example, headers: { X-Key: sk-proj-abcdefgh12345678 } } }");
    assertFalse(said.contains("abcdefgh"), said);
  }

  @Test
  void aServerIsReachedOneWay() {
    refused("has both a url and a command", "url: https://x.example/mcp\ncommand: [x]");
    refused("go with a url", "command: [x]\nheaders: { A: b }");
    refused("go with a command", "url: https://x.example/mcp\nenv: { A: b }");
    refused("is no address", "url: ftp://x.example/mcp");
    refused("is no address", "url: x.example/mcp");
    refused("command is empty", "command: []");
    refused(
        "sets Host, which the protocol sets",
        "url: https://x.example/mcp\nheaders: { Host: other }");
  }

  @Test
  void onlyThisMachineIsLocalOverHttp() {
    refused("leads to another machine", "url: https://x.example/mcp\nlocation: local");
    refused("leads to another machine", "url: https://127.0.0.1.evil.example/mcp\nlocation: local");
    var desk =
        new Desk(folder)
            .says("servers: { a: { url: \"http://127.0.0.1:8080/mcp\", location: local } }");
    try (var servers = desk.read()) {
      assertEquals(List.of("a"), servers.names());
    }
  }

  @Test
  void theMachineryOfYamlIsRefused() {
    assertTrue(wrong("servers: &a { x: *a }").contains("has the anchor &a"));
    assertTrue(wrong("servers: !!java.io.File {}").contains("Global tag is not allowed"));
    assertTrue(wrong("servers: !shop {}").contains("has the YAML tag !shop"));
    assertTrue(
        wrong("servers: { a: { command: [x], command: [y] } }").contains("has 'command' twice"));
    assertTrue(wrong("servers: [" + "[".repeat(50)).contains("is no YAML"));
    assertTrue(wrong("\tservers:").startsWith("mcp.yaml:1: is no YAML"));
    assertTrue(wrong("").contains("is empty"));
    assertTrue(wrong("a: 1").contains("has no 'servers'"));
    assertTrue(wrong("#" + "x".repeat(300_000)).contains("is larger than"));
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    var desk = new Desk(folder);
    var missing = assertThrows(IllegalArgumentException.class, desk::read).getMessage();
    assertTrue(missing.startsWith("there is no file"), missing);
    Files.write(desk.file, new byte[] {(byte) 0xc3, 0x28});
    assertEquals(
        "mcp.yaml is not UTF-8",
        assertThrows(IllegalArgumentException.class, desk::read).getMessage());
  }

  @Test
  void jsonIsReadToo() {
    var desk =
        new Desk(folder)
            .says(
                "{\"servers\": {\"a\": {\"command\": [\"x\"], \"tools\": {\"t\": {\"timeout\": \"5s\"}}}}}");
    try (var servers = desk.read()) {
      assertEquals(List.of("a"), servers.names());
    }
  }

  @Test
  void readingStartsNothing() {
    var made = folder.resolve("made");
    var desk =
        new Desk(folder).says("servers: { a: { command: [touch, \"%s\"] } }".formatted(made));
    try (var servers = desk.read()) {
      assertEquals(List.of("a"), servers.names());
    }
    assertFalse(Files.exists(made));
  }
}
