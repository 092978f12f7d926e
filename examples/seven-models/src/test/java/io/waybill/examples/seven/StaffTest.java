package io.waybill.examples.seven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.RunException;
import io.waybill.work.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated models answer what they are asked, no more and no better. */
class StaffTest {
  private static final int FASTER = 1000;

  private final Shop shop = new Shop(FASTER);

  @AfterEach
  void close() {
    shop.close();
  }

  private Plan<String> smaller(Crew crew) {
    return new SevenModels(crew, Shop.FOLDER).smaller();
  }

  @Test
  void theFirstCustomerIsAnsweredInFrench() {
    var letter = shop.answer(Stage.SMALLER, shop.java(Stage.SMALLER), Story.FIRST).reply();
    assertTrue(letter.startsWith("Bonjour Luc Moreau, merci de votre message"), letter);
    assertTrue(letter.contains("100 % du prix d'achat"), letter);
    assertTrue(letter.endsWith("Avec les salutations de Brackwater Kettles."), letter);
  }

  @Test
  void aDraftByAModelThatIsTooSmallLacksFacts() {
    var crew = shop.crew();
    var plan = smaller(new Crew(crew.large(), crew.small(), crew.small()));
    var missing = shop.answer(Stage.SMALLER, plan, Story.SECOND).missing();
    assertTrue(missing.contains("what she gets back: 85 %"), missing.toString());
    assertTrue(missing.contains("no sentence is left in English"), missing.toString());
  }

  @Test
  void aLetterForWhichNobodyHandedOnTheFactsDoesNotGoOut() {
    var medium = shop.crew().medium();
    Plan<String> plan =
        Flow.plan(
            "no-facts",
            flow -> {
              var mail = flow.input("mail", String.class);
              var rules = flow.input("rules", String.class);
              var nothing = flow.call("nothing", mail, (String text) -> "");
              var asked = Bind.text(Prompts.DRAFT, mail, nothing, nothing, rules);
              var draft = flow.call("draft", asked, medium);
              var check =
                  flow.call("check", Bind.text(Prompts.CHECK, draft, nothing, rules), medium);
              return flow.call("send", Bind.join(Letter.class, draft, check), Letter.send());
            });
    var failed =
        assertThrows(RunException.class, () -> shop.answer(Stage.NAIVE, plan, Story.SECOND));
    assertEquals(ErrorKind.INVALID, failed.failure().kind());
    assertTrue(
        failed.getMessage().contains("the letter must not go out: WRONG"), failed.getMessage());
  }

  @Test
  void aPromptThatBeginsAsAnEarlierOneIsChargedAsReadFromTheCache() {
    var small = shop.crew().small();
    Plan<String> plan =
        Flow.plan(
            "twice",
            flow -> {
              var mail = flow.input("mail", String.class);
              var rules = flow.input("rules", String.class);
              var asked = Bind.text(Prompts.RulesFirst.LINE, rules, mail, mail);
              var one = flow.call("one", asked, small);
              return flow.call("two", Bind.after(asked, one), small);
            });
    var waybill = shop.answer(Stage.SMALLER, plan, Story.SECOND).waybill();
    assertEquals(List.of(0L, 1280L), cached(waybill));
    assertFalse(waybill.ledger().total().unpriced() > 0);
  }

  private static List<Long> cached(Waybill waybill) {
    return waybill.ledger().postings().stream().map(one -> one.usage().cacheRead()).toList();
  }
}
