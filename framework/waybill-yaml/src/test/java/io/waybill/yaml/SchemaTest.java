package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema that editors use and the reader agree on the shape of files. */
class SchemaTest {
  private static final ObjectMapper EDITOR = new ObjectMapper(new YAMLFactory());

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(SchemaTest.class.getResourceAsStream("waybill-1.schema.json"));

  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private Set<String> complaints(String text) {
    try {
      var complaints = new TreeSet<String>();
      schema.validate(EDITOR.readTree(text)).forEach(found -> complaints.add(found.toString()));
      return complaints;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private boolean reads(String text) {
    try {
      folder.read(text);
      return true;
    } catch (YamlException refused) {
      return false;
    }
  }

  @Test
  void whatTheReaderTakesTheSchemaTakes() {
    for (var steps :
        List.of(
            "last: { value: 1 }",
            "last: { value: [1, { a: \"${{ inputs.ticket }}\" }], if: \"${{ inputs.count > 1 }}\" }",
            "last: { tool: note, with: 1, timeout: 8s, retry: { times: 2, backoff: 1m30s }, on_error: { otherwise: { value: 1 } } }",
            "last: { tool: note }",
            "last: { tool: note, retry: 0, cache: 10m, hedge: 300ms, fallback: [shelf] }",
            "last: { tool: note, hedge: true, cache: { ttl: 10m, size: 1 }, fallback: [{ cached: 1h }, partial, { skip: a }] }",
            "last: { guard: redact, restorable: true, with: a }",
            "last: { for_each: \"${{ inputs.tags }}\", do: { id: sign, value: \"${{ item }}\" } }",
            "last: { for_each: [1, 2], max_parallel: 2, do: { steps: { a: { value: 1 } }, output: \"${{ steps.a }}\" } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: sentence, do: { id: sign, value: \"${{ item }}\" } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: { chars: 200 }, do: { id: sign, value: \"${{ item }}\" } }",
            "last: { loop: 1, turns: 2, do: { value: 3 }, until: \"${{ turn > 3 }}\" }",
            "last: { race: { a: { value: 1 }, b: { tool: note } }, finish: first }",
            "last: { race: { a: { value: 1 }, b: { value: 1 } }, finish: { quorum: 2 }, on_error: { otherwise: { id: c, value: 2 } } }",
            "last: { race: { a: { value: 1 } }, finish: best, score: length, if: \"${{ inputs.count > 1 }}\" }",
            "first: { value: 1 }\nlast: { value: 2, needs: [first] }",
            "last: { tool: note, on_error: { REFUSED: { output: \"${{ inputs.ticket }}\" } } }")) {
      var text = WorkflowFolder.workflow(steps);
      assertEquals(Set.of(), complaints(text), steps);
      assertTrue(reads(text), steps);
    }
    assertEquals(Set.of(), complaints(TwoPensTest.SUPPORT));
  }

  @Test
  void whatTheSchemaRefusesTheReaderRefuses() {
    for (var steps :
        List.of(
            "last: 3",
            "last: {}",
            "last: { vlaue: 1 }",
            "last: { value: 1, tool: note }",
            "last: { guard: redact, with: a, tool: note }",
            "last: { value: 1, id: other }",
            "last: { guard: redact, with: a, id: other }",
            "last: { value: 1, timeout: 8s }",
            "last: { tool: note, timeout: 8 }",
            "last: { tool: note, timeout: soon }",
            "last: { tool: note, retry: -1 }",
            "last: { tool: note, retry: { backoff: 1s } }",
            "last: { tool: note, retry: { times: 1, backof: 1s } }",
            "last: { tool: note, backoff: 1s }",
            "last: { tool: note, timeout: 0s }",
            "last: { tool: note, hedge: false }",
            "last: { tool: note, hedge: 0s }",
            "last: { tool: note, cache: true }",
            "last: { tool: note, cache: { size: 3 } }",
            "last: { tool: note, cache: { ttl: 1m, size: 0 } }",
            "last: { tool: note, fallback: shelf }",
            "last: { tool: note, fallback: [{}] }",
            "last: { tool: note, fallback: [{ cached: 1h, skip: 1 }] }",
            "last: { tool: note, fallback: [{ cached: true }] }",
            "last: { value: 1, fallback: [{ skip: 1 }] }",
            "last: { for_each: [1], cache: 1m, do: { value: 1 } }",
            "last: { tool: note, retry: \"2\" }",
            "last: { tool: [note] }",
            "last: { tool: note, top: 3 }",
            "last: { tool: note, needs: a }",
            "last: { tool: note, on_error: { SOMETIMES: { value: 1 } } }",
            "last: { model: small }",
            "last: { model: small, prompt: a, with: b }",
            "last: { for_each: [1] }",
            "last: { for_each: [1], max_parallel: 0, do: { value: 1 } }",
            "last: { for_each: { a: 1 }, do: { value: 1 } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: word, do: { value: 1 } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: { chars: 0 }, do: { value: 1 } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: { words: 9 }, do: { value: 1 } }",
            "last: { for_each: \"${{ inputs.ticket }}\", stream: {}, do: { value: 1 } }",
            "last: { loop: 1, do: { value: 3 }, until: \"${{ turn > 3 }}\" }",
            "last: { loop: 1, turns: 2, do: { value: 3 } }",
            "last: { loop: 1, turns: 2, do: { value: 3 }, until: turn > 3 }",
            "last: { value: 1, if: inputs.count > 3 }",
            "last: { route: rules, with: a, when: { a: { value: 1 } } }",
            "last: { route: rules, with: a, otherwise: { value: 1 } }",
            "last: { route: rules, with: a, when: {}, otherwise: { value: 1 } }",
            "last: { route: rules, shadow: 1, with: a, when: { a: { value: 1 } }, otherwise: { value: 1 } }",
            "last: { route: rules, canary: rules, with: a, when: { a: { value: 1 } }, otherwise: { value: 1 } }",
            "last: { route: rules, canary: { router: rules }, with: a, when: { a: { value: 1 } }, otherwise: { value: 1 } }",
            "last: { route: rules, canary: { router: rules, share: 1 }, with: a, when: { a: { value: 1 } }, otherwise: { value: 1 } }",
            "last: { route: rules, canary: { router: rules, share: 0.1, part: 2 }, with: a, when: { a: { value: 1 } }, otherwise: { value: 1 } }",
            "last: { tool: note, shadow: rules }",
            "last: { for_each: [1], do: { steps: { a: { value: 1 } } } }",
            "last: { race: { a: { value: 1 } } }",
            "last: { race: {}, finish: first }",
            "last: { race: [a], finish: first }",
            "last: { race: { a: 1 }, finish: first }",
            "last: { race: { a: { value: 1 } }, finish: last }",
            "last: { race: { a: { value: 1 } }, finish: { quorum: 0 } }",
            "last: { race: { a: { value: 1 } }, finish: { votes: 1 } }",
            "last: { race: { a: { value: 1 } }, finish: { quorum: 1, of: 2 } }",
            "last: { race: { a: { value: 1 } }, finish: best }",
            "last: { race: { a: { value: 1 } }, finish: first, score: length }",
            "last: { race: { a: { value: 1 } }, finish: first, timeout: 8s }",
            "last: { race: { a: { value: 1 } }, finish: first, with: a }",
            "Last: { value: 1 }\nlast: { value: 1, needs: [Last] }")) {
      var text =
          WorkflowFolder.workflow(steps)
              + "models: { small: { provider: quote } }\nrouters: { rules: { rules: [{ label: a }] } }\n";
      assertFalse(complaints(text).isEmpty(), steps);
      assertFalse(reads(text), steps);
    }
  }

  @Test
  void bothRefuseTheSameFiles() {
    var right = WorkflowFolder.workflow("last: { value: 1 }");
    for (var wrong :
        List.of(
            right.replace("waybill: 1", "waybill: 2"),
            right.replace("waybill: 1", "waybill: \"1\""),
            right.replace("waybill: 1\n", ""),
            right.replace("plan: small\n", ""),
            right.replace("plan: small\n", "plan: a b\n"),
            right.replace("type: number", "type: int"),
            right.replace("type: number", "type: number, private: 1"),
            right.replace("type: number", "type: number, secret: true"),
            right.replace("output: ${{ steps.last }}", "output: steps.last"),
            right.replace("output: ${{ steps.last }}", ""),
            right + "stages: {}\n",
            right + "models: { small: {} }\n",
            right + "budget: 20s\n",
            right + "budget: {}\n",
            right + "budget: { time: 20 }\n",
            right + "budget: { time: 0s }\n",
            right + "budget: { cost: -1 }\n",
            right + "budget: { cost: \"1\" }\n",
            right + "budget: { money: 1 }\n",
            right + "plans: { other: { output: \"${{ inputs.a }}\" } }\n",
            right + "plans: { other: [a] }\n")) {
      assertFalse(complaints(wrong).isEmpty(), wrong);
      assertFalse(reads(wrong), wrong);
    }
    assertEquals(Set.of(), complaints(right));
    assertTrue(reads(right));
  }
}
