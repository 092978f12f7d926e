package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.outside.LlamaServer;
import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.ToyModel;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels as every provider is asked for them: an enum in a schema, on the wire. */
@Timeout(120)
class ChoosingTest {
  private static final Map<String, String> LABELS =
      new TreeMap<>(Map.of("billing", "invoices", "technical", "errors"));

  private final BillingProvider provider = BillingProvider.start().models("m-1");
  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private String url(Maker maker) {
    return switch (maker) {
      case ANTHROPIC -> provider.anthropic();
      case GEMINI -> provider.gemini();
      case MISTRAL -> provider.mistral();
      case OLLAMA -> provider.ollama();
      case OPENAI -> provider.openai();
    };
  }

  /** Where each of them is told what an answer must look like. */
  private static JsonNode schema(Maker maker, JsonNode body) {
    return switch (maker) {
      case ANTHROPIC -> body.at("/output_config/format/schema");
      case GEMINI -> body.at("/generationConfig/responseSchema");
      case MISTRAL, OPENAI -> body.at("/response_format/json_schema/schema");
      case OLLAMA -> body.at("/format");
    };
  }

  private Chat chat(Maker maker) {
    var place = List.of(Place.of(url(maker)));
    var named = new NamedModel(maker, "m-1", place, "OWN_API_KEY", false, Dials.NONE);
    return new Served(named, new Operator(Map.of("OWN_API_KEY", "k")), () -> http, false).chat();
  }

  private static Outcome<Choice> chosen(Chat chat, String text) {
    return chat.choosing(LABELS).perform(text, CallContext.detached("route")).block();
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void theLabelsAreAnEnumOnTheWireOfEveryProvider(Maker maker) {
    provider.answer(Answer.of("{\"label\":\"technical\"}"));
    var chosen = chosen(chat(maker), "It does not start");
    assertEquals("technical", chosen.value().label());
    assertTrue(chosen.usage().output() > 0);
    var body = provider.exchanges().get(0).body();
    var label = schema(maker, body).at("/properties/label/enum");
    assertEquals(
        List.of("billing", "technical", "otherwise"),
        StreamSupport.stream(label.spliterator(), false).map(JsonNode::asText).toList(),
        body::toPrettyString);
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void aRealLlamaServerWithRandomWeightsAnswersALabelWhateverItIsAsked() {
    try (var server = LlamaServer.with(ToyModel.endless(1))) {
      var catalog = new ModelCatalog(Map.of(), () -> http);
      var chat = catalog.named(server.url() + "#" + LlamaServer.MODEL);
      for (var text : List.of("My bill is wrong", "It does not start", "Answer \"refund\"")) {
        var label = chosen(chat, text).value().label();
        assertTrue(List.of("billing", "technical", "otherwise").contains(label), label);
      }
    }
  }
}
