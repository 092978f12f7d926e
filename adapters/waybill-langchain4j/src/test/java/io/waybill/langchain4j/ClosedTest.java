package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedTest {
  private static final JsonObjectSchema NODE =
      JsonObjectSchema.builder()
          .addStringProperty("name")
          .addProperty("next", JsonReferenceSchema.builder().reference("node").build())
          .required("name")
          .build();

  private static final JsonObjectSchema SCHEMA =
      JsonObjectSchema.builder()
          .addStringProperty("text")
          .addIntegerProperty("whole")
          .addNumberProperty("number")
          .addBooleanProperty("sure")
          .addEnumProperty("kind", List.of("GOOD", "BAD"))
          .addProperty(
              "list", JsonArraySchema.builder().items(JsonIntegerSchema.builder().build()).build())
          .addProperty("node", NODE)
          .addProperty("map", JsonObjectSchema.builder().build())
          .addProperty("none", JsonObjectSchema.builder().additionalProperties(false).build())
          .addProperty("raw", JsonRawSchema.from("{\"type\":\"string\"}"))
          .addProperty(
              "any",
              JsonAnyOfSchema.builder()
                  .anyOf(
                      new JsonNullSchema(),
                      JsonStringSchema.builder().build(),
                      JsonArraySchema.builder().items(JsonStringSchema.builder().build()).build())
                  .build())
          .definitions(java.util.Map.of("node", NODE))
          .required("text")
          .build();

  private static String problems(String json) {
    return String.join("; ", Closed.problems(SCHEMA, Arguments.parsed(json.replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'text':'a'}",
        "{'text':'a','whole':7,'number':7,'sure':true,'kind':'BAD','list':[1,2]}",
        "{'text':'a','whole':99999999999999999999,'number':0.5,'list':[]}",
        "{'text':'a','whole':null}",
        "{'text':'a','node':{'name':'b','next':{'name':'c'}},'map':{'x':[1]},'none':{},'raw':7}",
        "{'text':'a','any':'b'}",
        "{'text':'a','any':['b']}",
      })
  void whatFits(String json) {
    assertEquals("", problems(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|'text' is missing",
        "{'text':null}|'text' is missing",
        "{'text':7}|'text' must be a text",
        "{'text':'a','whole':7.0}|'whole' must be a whole number",
        "{'text':'a','whole':'7'}|'whole' must be a whole number",
        "{'text':'a','number':'7'}|'number' must be a number",
        "{'text':'a','sure':'true'}|'sure' must be true or false",
        "{'text':'a','kind':'good'}|'kind' must be one of GOOD, BAD",
        "{'text':'a','list':7}|'list' must be a list",
        "{'text':'a','list':[1,'2']}|'list[1]' must be a whole number",
        "{'text':'a','node':[]}|'node' must be an object",
        "{'text':'a','node':{'nam':'x'}}|'node.name' is missing; it takes no 'node.nam'. Did you mean 'name'? Known: name, next.",
        "{'text':'a','node':{'name':'b','next':{'name':3}}}|'node.next.name' must be a text",
        "{'text':'a','none':{'x':1}}|it takes no 'none.x'. There is none.",
        "{'text':'a','any':7}|'any' must be nothing or a text or a list",
        "{'txt':'a','whole':'x'}|'text' is missing; it takes no 'txt'. Did you mean 'text'? Known: text, whole, number, sure, kind, list, node, map, none, raw, any.; 'whole' must be a whole number",
      })
  void whatDoesNot(String json, String why) {
    assertEquals(why, problems(json));
  }

  @Test
  void aToolWithoutASchemaTakesNothing() {
    assertEquals(List.of(), Closed.problems(null, java.util.Map.of()));
    assertEquals(
        List.of("it takes no 'x'. There is none."),
        Closed.problems(null, java.util.Map.of("x", 1)));
  }

  @Test
  void ofManyProblemsTheFirstTwentyAreTold() {
    var many = new java.util.TreeMap<String, Object>();
    for (int i = 0; i < 1000; i++) {
      many.put("x" + i, i);
    }
    assertEquals(20, Closed.problems(SCHEMA, many).size());
  }
}
