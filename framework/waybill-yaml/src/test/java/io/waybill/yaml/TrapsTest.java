package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.plan.Binding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML's traps get a word of help and not a surprise. */
class TrapsTest {
  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private void assertSaid(String text, String... problems) {
    assertEquals(List.of(problems), folder.problems(text));
  }

  private void assertStepSaid(String last, String... problems) {
    assertSaid(WorkflowFolder.workflow(last), problems);
  }

  @Test
  void anEmptyFile() {
    var said = "workflow.yaml:1:1 is empty: a workflow begins with 'waybill: 1'";
    assertSaid("", said);
    assertSaid("# nothing but a comment\n", said);
  }

  @Test
  void aListAtTheTop() {
    assertSaid(
        "- waybill: 1\n",
        "workflow.yaml:1:1 is a list; a workflow is a mapping that begins with 'waybill: 1'");
  }

  @Test
  void anExclamationMarkThatIsATag() {
    assertStepSaid(
        "last: { value: 3, if: !steps.a }",
        "workflow.yaml:5:25 steps.last.if has the YAML tag !steps.a; for 'not' write \"${{ steps.a == false }}\"");
  }

  @Test
  void bracesInsideBracesWithoutQuotes() {
    assertStepSaid(
        "last: { value: ${{ steps.a }} }",
        "workflow.yaml:5:18 needs quotes inside { } and [ ]: write \"${{ steps.a }}\"");
    assertStepSaid(
        "last: { value: [${{ steps.a }}] }",
        "workflow.yaml:5:19 needs quotes inside { } and [ ]: write \"${{ steps.a }}\"");
  }

  @Test
  void aColonInsideATextWithoutQuotes() {
    assertStepSaid(
        "last:\n  value: Question: ${{ steps.a }}",
        "workflow.yaml:6:20 is a ': ' in a text without quotes: write value: \"Question: ${{ steps.a }}\"");
  }

  @Test
  void aKeyThatIsIndentedTooFar() {
    assertSaid(
        "plan: a\n  steps: b\n",
        "workflow.yaml:2:8 is a key where none can be: the line above has a value already, or this one is indented too far");
  }

  @Test
  void aTab() {
    assertSaid("plan:\n\ta: b\n", "workflow.yaml:2:1 is a tab: YAML indents with spaces");
  }

  @Test
  void aQuoteThatIsNotClosed() {
    assertSaid("plan: \"a\nb: c\n", "workflow.yaml:1:7 begins a quoted text that does not end");
  }

  @Test
  void aWordThatIsABooleanToSomeReaders() {
    assertStepSaid(
        "last: { tool: inbox, with: NO }",
        "workflow.yaml:5:30 steps.last.with is NO, which is not text to every reader of YAML: write \"NO\"");
    assertStepSaid(
        "last: { tool: NO }",
        "workflow.yaml:5:17 steps.last.tool is NO, which is not text to every reader of YAML: write \"NO\"");
    assertStepSaid(
        "last: { value: NO }",
        "workflow.yaml:5:18 steps.last.value is NO, which readers of YAML take for different things: write \"NO\" if it is text");
  }

  @Test
  void aNumberThatIsOctalToSomeReaders() {
    assertStepSaid(
        "last: { tool: inbox, with: 017 }",
        "workflow.yaml:5:30 steps.last.with is 017, which is not text to every reader of YAML: write \"017\"");
    assertStepSaid(
        "last: { value: 017 }",
        "workflow.yaml:5:18 steps.last.value is 017, which readers of YAML take for different things: write \"017\" if it is text");
  }

  @Test
  void anExpressionThatIsNoConditionYet() {
    assertStepSaid(
        "last: { value: 3, if: inputs.count > 3 }",
        "workflow.yaml:5:25 steps.last.if is no condition: write \"${{ inputs.count > 3 }}\"");
  }

  @Test
  void whatOtherLanguagesHave() {
    assertStepSaid(
        "last: { value: 3, if: \"${{ inputs.count > 3 && true }}\" }",
        "workflow.yaml:5:47 steps.last.if has '&&', which is not known here: an expression is a path such as steps.answer.total, or one comparison in 'if' and 'until'");
    assertStepSaid(
        "last: { value: \"${{ inputs.count > 3 }}\" }",
        "workflow.yaml:5:36 steps.last.value compares; only 'if' and 'until' do, elsewhere an expression is one path");
  }

  @Test
  void aDurationWithoutItsUnit() {
    assertStepSaid(
        "last: { tool: note, timeout: 8 }",
        "workflow.yaml:5:32 steps.last.timeout is no time: write 500ms, 8s or 1m30s");
  }

  @Test
  void bracesThatAreNotClosed() {
    assertStepSaid(
        "last: { value: \"${{ inputs.ticket\" }",
        "workflow.yaml:5:19 steps.last.value is not closed: an expression ends with }}");
  }

  @Test
  void aSecondVerb() {
    assertStepSaid(
        "last: { tool: note, value: 3 }",
        "workflow.yaml:5:9 steps.last has tool and value; a step does one thing");
  }

  @Test
  void aKeyTwice() {
    assertStepSaid(
        "last: { value: 3, value: 4 }",
        "workflow.yaml:5:21 steps.last has 'value' twice; the first is in line 5");
  }

  @Test
  void whatIsNoTrap() {
    var plan =
        folder.read(
            WorkflowFolder.workflow(
                "last:\n  value: { no: No way, a: \"NO\", b: 3, c: 2.50, d: true, e: null, f: \"{}\" }"));
    var value = (Binding.Literal<?>) plan.steps().get(0).input();
    assertEquals("{no=No way, a=NO, b=3, c=2.50, d=true, e=, f={}}", value.value().toString());
  }

  @Test
  void templatesMaySayTheBracesThemselves() {
    var plan =
        folder.read(
            WorkflowFolder.workflow(
                "last: { value: \"write ${{ '${{' }} x }} for ${{ inputs.ticket }}\" }"));
    var text = (Binding.Text) plan.steps().get(0).input();
    assertEquals(List.of("write ${{ x }} for ", ""), text.literals());
  }
}
