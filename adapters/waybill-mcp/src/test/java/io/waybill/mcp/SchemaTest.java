package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'} | 3.5 | the value is no integer",
        "{'type':['string','null']} | 3 | the value is no string or null",
        "{'required':['a']} | {} | 'a' is missing",
        "{'properties':{'a':{'properties':{'b':{'type':'string'}}}}} | {'a':{'b':1}} | 'a.b' is no string",
        "{'items':{'type':'string'}} | ['x',1] | '[1]' is no string",
        "{'enum':['red','green']} | 'gren' | the value is none of its values. Did you mean 'green'? Known: red, green.",
        "{'const':1} | 2 | the value is not 1",
        "{'minimum':2} | 1 | the value is less than 2",
        "{'maximum':2} | 3 | the value is more than 2",
        "{'exclusiveMinimum':2} | 2 | the value is not more than 2",
        "{'exclusiveMaximum':2} | 2 | the value is not less than 2",
        "{'minLength':3} | 'ab' | the value has fewer than 3 characters",
        "{'maxItems':1} | [1,2] | the value has more than 1 items",
        "{'pattern':'^a+$'} | 'ab' | the value does not match ^a+$",
        "{'additionalProperties':false,'properties':{'city':{}}} | {'ctiy':1} | it takes no 'ctiy'. Did you mean 'city'? Known: city.",
        "{'additionalProperties':{'type':'string'}} | {'a':1} | 'a' is no string",
        "{'anyOf':[{'type':'string'},{'type':'null'}]} | 1 | the value fits none of the forms it may have",
        "{'oneOf':[{'type':'number'},{'type':'integer'}]} | 1 | the value fits more than one of the forms of which it may have one",
        "{'not':{'type':'string'}} | 'a' | the value has a form it must not have",
        "{'$defs':{'p':{'type':'string'}},'properties':{'a':{'$ref':'#/$defs/p'}}} | {'a':1} | 'a' is no string"
      })
  void whatDoesNotFitIsSaidInWords(String schema, String value, String words) {
    assertEquals(List.of(words), new Schema(json(schema)).problems(json(value)));
  }

  @Test
  void everythingThatDoesNotFitIsSaidAtOnce() {
    var schema = json("{'properties':{'a':{'type':'string'}},'required':['a','b']}");
    assertEquals(
        List.of("'b' is missing", "'a' is no string"),
        new Schema(schema).problems(json("{'a':1}")));
  }

  @Test
  void anObjectThatListsItsPropertiesTakesNoOthersUnlessItSaysSo() {
    assertEquals(
        json(
            "{'properties':{'a':{'properties':{'b':{}},'additionalProperties':false}},'additionalProperties':false}"),
        new Schema(json("{'properties':{'a':{'properties':{'b':{}}}}}")).closed().root());
    for (var open :
        List.of(
            "{'properties':{'a':{}},'additionalProperties':true}",
            "{'properties':{'a':{}},'allOf':[{'properties':{'b':{}}}]}",
            "{'type':'string'}")) {
      assertEquals(json(open), new Schema(json(open)).closed().root());
    }
    assertEquals(
        List.of("it takes no 'x'. There is none."),
        new Schema(json("{'type':'object'}")).closed().problems(json("{'x':1}")));
  }

  /** Far above what a busy machine needs. */
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void noSchemaTakesForEver() {
    var twice = "{'anyOf':[{'$ref':'#'},{'$ref':'#'}]}";
    assertTimeout(SOON, () -> new Schema(json(twice)).problems(json("{'a':1}")));
    var slow = json("{'pattern':'^(a+)+$'}");
    assertTimeout(SOON, () -> new Schema(slow).problems(json("'" + "a".repeat(50_000) + "b'")));
    assertEquals(
        List.of(), new Schema(json("{'$ref':'http://127.0.0.1:1/x'}")).problems(json("1")));
  }

  /** Where the other one finds a value fit or unfit, so do we. */
  @Test
  void aSecondOpinionIsTheSame() {
    var random = new Random(4);
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    int fit = 0;
    int unfit = 0;
    for (int i = 0; i < 20_000; i++) {
      var schema = schema(random, 3);
      schema.putObject("$defs").set("d", schema(random, 0));
      var value = value(random, 3);
      boolean other = factory.getSchema(schema).validate(value).isEmpty();
      boolean ours = new Schema(schema).problems(value).isEmpty();
      assertEquals(other, ours, () -> schema + " for " + value);
      fit += ours ? 1 : 0;
      unfit += ours ? 0 : 1;
    }
    assertTrue(fit > 2_000 && unfit > 2_000, fit + " fit, " + unfit + " do not");
  }

  private static ObjectNode schema(Random random, int depth) {
    var schema = Json.NODES.objectNode();
    switch (random.nextInt(depth == 0 ? 7 : 12)) {
      case 0 -> schema.put("type", type(random));
      case 1 -> schema.putArray("enum").add(value(random, 0)).add(value(random, 1));
      case 2 -> schema.set("const", value(random, 1));
      case 3 -> schema.put("minimum", random.nextInt(5)).put("exclusiveMaximum", random.nextInt(9));
      case 4 -> schema.put("maxLength", random.nextInt(3)).put("pattern", "^[ab]*$");
      case 5 -> schema.put("minItems", random.nextInt(3)).put("maxProperties", random.nextInt(3));
      case 6 -> schema.putArray("type").add(type(random)).add(type(random) + "");
      case 7 -> {
        var properties = schema.putObject("properties");
        properties.set("a", schema(random, depth - 1));
        properties.set("b", schema(random, depth - 1));
        if (random.nextBoolean()) {
          schema.putArray("required").add("a");
        }
        if (random.nextBoolean()) {
          schema.put("additionalProperties", random.nextBoolean());
        } else if (random.nextBoolean()) {
          schema.set("additionalProperties", schema(random, depth - 1));
        }
      }
      case 8 -> {
        schema.set("items", schema(random, depth - 1));
        if (random.nextBoolean()) {
          schema.putArray("prefixItems").add(schema(random, depth - 1));
        }
      }
      case 9 -> {
        var name = List.of("allOf", "anyOf", "oneOf").get(random.nextInt(3));
        schema.putArray(name).add(schema(random, depth - 1)).add(schema(random, depth - 1));
      }
      case 10 -> schema.set("not", schema(random, depth - 1));
      default -> schema.putObject("properties").putObject("a").put("$ref", "#/$defs/d");
    }
    return schema;
  }

  private static String type(Random random) {
    return List.of("object", "array", "string", "boolean", "null", "number", "integer")
        .get(random.nextInt(7));
  }

  private static JsonNode value(Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0:
        return Json.NODES.numberNode(random.nextInt(9));
      case 1:
        return Json.NODES.numberNode(random.nextInt(20) / 2.0);
      case 2:
        return Json.NODES.textNode("abc".substring(random.nextInt(3)));
      case 3:
        return Json.NODES.booleanNode(random.nextBoolean());
      case 4:
        return Json.NODES.nullNode();
      case 5:
        return Json.NODES.arrayNode().add(value(random, depth - 1)).add(value(random, depth - 1));
      default:
        var object = Json.NODES.objectNode();
        for (var name : List.of("a", "b", "c")) {
          if (random.nextBoolean()) {
            object.set(name, value(random, depth - 1));
          }
        }
        return object;
    }
  }
}
