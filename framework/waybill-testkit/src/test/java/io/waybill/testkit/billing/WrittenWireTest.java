package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.testkit.Pace;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes of each wire, held against what the providers' documentation shows. */
class WrittenWireTest {
  private static final String[] VERSION = {"anthropic-version", "2023-06-01"};
  private static final Answer SMALL = Answer.tokens("Hi ", "you").using(new Tokens(20, 8, 2, 9, 4));
  private static final Answer CALLING = Answer.of("Look.").calling("now", "{\"zone\":\"UTC\"}");

  private final BillingProvider provider = BillingProvider.start();
  private final Raw raw = new Raw(provider);

  @AfterEach
  void close() {
    provider.close();
  }

  private static String openAi(String more) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]%s}"
        .formatted(more);
  }

  private static String anthropic(String more) {
    return "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
        .formatted(more);
  }

  private static final String GEMINI =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";

  /** The same without what differs from one answer to the next. */
  private static String steady(JsonNode node) {
    return node.toString()
        .replaceAll("\"created\":\\d+", "\"created\":0")
        .replaceAll("\"created_at\":\"[^\"]+\"", "\"created_at\":\"0\"");
  }

  private static String steady(List<JsonNode> nodes) {
    return nodes.stream().map(WrittenWireTest::steady).collect(Collectors.joining("\n"));
  }

  @Test
  void openAiAnswersWhole() {
    provider.answer(SMALL);

    var response = raw.post("/v1/chat/completions", openAi(""));

    assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
    assertEquals(
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":0,"model":"m",\
        "service_tier":"default","system_fingerprint":"fp_loopback",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hi you","refusal":null},\
        "logprobs":null,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,\
        "prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}""",
        steady(Raw.json(response)));
  }

  @Test
  void openAiStreamsAndTellsTheUsageOnlyIfAsked() {
    provider.answer(SMALL, SMALL);

    var silent = raw.post("/v1/chat/completions", openAi(",\"stream\":true"));
    var asked =
        raw.post(
            "/v1/chat/completions",
            openAi(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

    assertTrue(
        silent.headers().firstValue("content-type").orElse("").startsWith("text/event-stream"));
    assertFalse(silent.body().contains("usage"));
    assertTrue(silent.body().endsWith("data: [DONE]\n\n"));
    var deltas = Raw.data(silent).stream().map(chunk -> chunk.at("/choices/0/delta")).toList();
    assertEquals(
        """
        {"role":"assistant","content":"","refusal":null}
        {"content":"Hi "}
        {"content":"you"}
        {}""",
        steady(deltas));
    var chunks = Raw.data(asked);
    assertEquals(5, chunks.size());
    assertTrue(chunks.stream().limit(4).allMatch(chunk -> chunk.get("usage").isNull()));
    assertTrue(chunks.get(4).get("choices").isEmpty());
    assertEquals(29, chunks.get(4).at("/usage/total_tokens").asInt());
    var charges = provider.exchanges().stream().map(Exchange::charge).distinct().toList();
    assertEquals(1, charges.size(), "asked for usage or not, it costs the same");
  }

  @Test
  void openAiStreamsACallInParts() {
    provider.answer(CALLING);

    var response = raw.post("/v1/chat/completions", openAi(",\"stream\":true"));

    var calls =
        Raw.data(response).stream()
            .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
            .filter(JsonNode::isObject)
            .toList();
    assertEquals(
        """
        {"id":"call_1_0","type":"function","function":{"name":"now","arguments":""},"index":0}
        {"index":0,"function":{"arguments":"{\\"zone\\":\\"UTC\\"}"}}""",
        steady(calls));
    var chunks = Raw.data(response);
    var finish = chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText();
    assertEquals("tool_calls", finish);
  }

  @Test
  void openAiRefusesInAFieldOfItsOwn() {
    provider.answer(Answer.refusal("I will not."), Answer.refusal("I will not."));

    var whole = Raw.json(raw.post("/v1/chat/completions", openAi("")));
    var streamed = raw.post("/v1/chat/completions", openAi(",\"stream\":true"));

    assertTrue(whole.at("/choices/0/message/content").isNull());
    assertEquals("I will not.", whole.at("/choices/0/message/refusal").asText());
    var said =
        Raw.data(streamed).stream()
            .map(chunk -> chunk.at("/choices/0/delta/refusal").asText(""))
            .filter(text -> !text.equals("null"))
            .collect(Collectors.joining());
    assertEquals("I will not.", said);
    assertTrue(provider.bill() > 0, "a refusal is billed");
  }

  @Test
  void ollamaStreamsLinesAndEndsWithItsDurations() {
    var pace = new Pace(Duration.ZERO, Duration.ofMillis(3), Duration.ofMillis(2));
    provider.answer(SMALL.at(pace));

    var response = raw.post("/api/chat", openAi("").replaceAll("\\[\\{\"type.*?}]", "\"hi\""));

    assertEquals("application/x-ndjson", response.headers().firstValue("content-type").orElse(""));
    assertEquals(
        """
        {"model":"m","created_at":"0","message":{"role":"assistant","content":"Hi "},"done":false}
        {"model":"m","created_at":"0","message":{"role":"assistant","content":"you"},"done":false}
        {"model":"m","created_at":"0","message":{"role":"assistant","content":""},"done":true,\
        "done_reason":"stop","total_duration":5030000,"load_duration":1000,"prompt_eval_count":20,\
        "prompt_eval_duration":3020000,"eval_count":9,"eval_duration":2009000}""",
        steady(response.body().lines().map(Raw::json).toList()));
  }

  @Test
  void ollamaCallsToolsWithArgumentsThatAreAnObject() {
    provider.answer(CALLING);

    var response = raw.post("/api/chat", openAi(",\"stream\":false"));

    assertEquals(
        """
        {"role":"assistant","content":"Look.","tool_calls":[{"id":"call_1_0",\
        "function":{"index":0,"name":"now","arguments":{"zone":"UTC"}}}]}""",
        Raw.json(response).get("message").toString());
  }

  @Test
  void anthropicAnswersWhole() {
    provider.answer(SMALL.calling("now", "{\"zone\":\"UTC\"}"));

    var response = raw.post("/v1/messages", anthropic(""), VERSION);

    assertEquals(
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"m",\
        "content":[{"type":"text","text":"Hi you"},\
        {"type":"tool_use","id":"toolu_1_0","name":"now","input":{"zone":"UTC"}}],\
        "stop_reason":"tool_use","stop_sequence":null,\
        "usage":{"input_tokens":10,"cache_creation_input_tokens":2,"cache_read_input_tokens":8,\
        "output_tokens":9,"service_tier":"standard"}}""",
        steady(Raw.json(response)));
  }

  @Test
  void anthropicStreamsEventsBlockByBlock() {
    provider.answer(CALLING);

    var response = raw.post("/v1/messages", anthropic(",\"stream\":true"), VERSION);

    assertEquals(
        """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
        "model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,\
        "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,\
        "service_tier":"standard"}}}
        {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
        {"type":"ping"}
        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Look."}}
        {"type":"content_block_stop","index":0}
        {"type":"content_block_start","index":1,"content_block":{"type":"tool_use",\
        "id":"toolu_1_0","name":"now","input":{}}}
        {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
        "partial_json":""}}
        {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
        "partial_json":"{\\"zone\\":\\"UTC\\"}"}}
        {"type":"content_block_stop","index":1}
        {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
        "usage":{"input_tokens":1,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
        "output_tokens":3,"service_tier":"standard"}}
        {"type":"message_stop"}""",
        steady(Raw.data(response)));
    assertEquals(
        Raw.data(response).stream().map(event -> event.get("type").asText()).toList(),
        Raw.events(response).toList(),
        "an event has the name of its type");
  }

  @Test
  void geminiAnswersWholeAndInChunks() {
    provider.answer(SMALL, SMALL);

    var whole = raw.post("/v1beta/models/m:generateContent", GEMINI);
    var streamed = raw.post("/v1beta/models/m:streamGenerateContent?alt=sse", GEMINI);

    assertEquals(
        """
        {"candidates":[{"content":{"parts":[{"text":"Hi you"}],"role":"model"},\
        "finishReason":"STOP","index":0}],"modelVersion":"m","responseId":"response-1",\
        "usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":5,"totalTokenCount":29,\
        "cachedContentTokenCount":8,"thoughtsTokenCount":4}}""",
        steady(Raw.json(whole)));
    var chunks = Raw.data(streamed);
    assertEquals(3, chunks.size());
    assertEquals("Hi ", chunks.get(0).at("/candidates/0/content/parts/0/text").asText());
    assertEquals(20, chunks.get(0).at("/usageMetadata/promptTokenCount").asInt());
    assertFalse(chunks.get(0).at("/usageMetadata").has("candidatesTokenCount"));
    assertEquals(Raw.json(whole).get("usageMetadata"), chunks.get(2).get("usageMetadata"));
  }

  @Test
  void mistralTellsTheUsageUnaskedInTheChunkThatEndsTheStream() {
    provider.answer(CALLING);

    var response = raw.post("/mistral/v1/chat/completions", openAi(",\"stream\":true"));

    assertEquals(
        """
        {"id":"cmpl-1","object":"chat.completion.chunk","created":0,"model":"m",\
        "choices":[{"index":0,"delta":{"content":"","tool_calls":[{"id":"c00001000",\
        "type":"function","function":{"name":"now","arguments":"{\\"zone\\":\\"UTC\\"}"},\
        "index":0}]},"finish_reason":"tool_calls"}],\
        "usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}""",
        steady(Raw.data(response).get(2)));
    assertTrue(response.body().endsWith("data: [DONE]\n\n"));
  }
}
