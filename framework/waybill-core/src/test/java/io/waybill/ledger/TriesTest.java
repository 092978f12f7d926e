package io.waybill.ledger;

import static io.waybill.ledger.Lines.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.ledger.Posting.Fate;
import io.waybill.ledger.Posting.How;
import io.waybill.ledger.Posting.Role;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a receipt says of calls that did not simply go well. */
class TriesTest {
  private static final WorkInfo BIG = WorkInfo.named("big").model("gpt-4.1").build();
  private static final WorkInfo SMALL = WorkInfo.named("small").model("llama3.2:3b").build();
  private static final WorkInfo NOBODY = WorkInfo.named("instead").model("instead").build();
  private static final String STALLED = "STALLED: no answer within 100 ms";

  private final List<Posting> attempts = new ArrayList<>();

  private void attempt(String step, WorkInfo work, Fate fate, How how, long from, long to) {
    int nth = 1 + (int) attempts.stream().filter(one -> one.step().equals(step)).count();
    boolean free = fate == Fate.FAILED || work.equals(NOBODY) || !how.origin().own();
    var cost = free ? Cost.NOTHING : Cost.of(new Money(1_000_000));
    attempts.add(
        new Posting(
            "",
            step,
            nth,
            work,
            fate,
            Usage.NONE,
            cost,
            from * 1_000_000,
            from * 1_000_000,
            to * 1_000_000,
            Posting.Marks.NONE,
            how));
  }

  private static How how(Role role, String since) {
    return new How(role, since, Optional.empty(), Origin.OWN, 0);
  }

  private static How failed(Role role, String since) {
    return new How(role, since, Optional.of(ErrorKind.STALLED), Origin.OWN, 0);
  }

  private Waybill.Line line(String step) {
    var own = attempts.stream().filter(one -> one.step().equals(step)).toList();
    boolean used = own.get(own.size() - 1).fate() == Fate.USED;
    return new Waybill.Line(
        step,
        List.of(),
        own,
        Optional.empty(),
        used ? Optional.of(Outcome.Kind.GENERATED) : Optional.empty(),
        List.of());
  }

  @Test
  void aReceiptSaysWhatWasTriedAgainWhatWasMadeDoWithAndWhoWasHeard() {
    attempt("draft", BIG, Fate.FAILED, failed(Role.FIRST, ""), 0, 100);
    attempt("draft", BIG, Fate.FAILED, failed(Role.RETRY, STALLED), 120, 220);
    attempt("draft", SMALL, Fate.USED, how(Role.FALLBACK, STALLED), 220, 300);
    attempt("title", BIG, Fate.FAILED, failed(Role.FIRST, ""), 0, 10);
    attempt("title", BIG, Fate.FAILED, failed(Role.CACHED, STALLED), 10, 10);
    attempt("title", NOBODY, Fate.USED, how(Role.SKIPPED, STALLED + "; and nothing"), 10, 10);
    attempt("note", BIG, Fate.FAILED, failed(Role.FIRST, ""), 0, 10);
    attempt("note", SMALL, Fate.FAILED, failed(Role.FALLBACK, STALLED), 10, 20);
    attempt("tone", BIG, Fate.DISCARDED, how(Role.FIRST, ""), 0, 50);
    attempt("tone", BIG, Fate.USED, how(Role.HEDGE, ""), 30, 50);
    var origin = new Origin("3k9x", "check", 1, "");
    attempt("check", BIG, Fate.USED, new How(Role.FIRST, "", Optional.empty(), origin, 0), 0, 1);
    attempt(
        "last", BIG, Fate.USED, new How(Role.FIRST, "", Optional.empty(), Origin.OWN, 64), 0, 1);
    var lines = List.of("draft", "title", "note", "tone", "check", "last");
    assertEquals(
        """
        run ok   wall 0.300 s   busy 0.280   queue 0.000   cost $0.0040000 (all calls priced)   wasted $0.0010000

         step             model / engine     0s        150ms     300ms    wall   queue   ttft  tok/s  cost         path%  slack
         ├ draft ↓        llama3.2:3b ×3     ██████▋ ██████▋█████        0.300       –      –      –  $0.0010000   100.0      –
         ├ title ↓        skipped ×3         ▋▏                          0.010       –      –      –  $0               –  0.290
         ├ note ✗         llama3.2:3b ×2     ▋▍                          0.020       –      –      –  $0               –  0.280
         ├ tone           gpt-4.1 ×2         ███▍                        0.050       –      –      –  $0.0020000       –  0.250
         ├ check          gpt-4.1 (cached)   ▏                           0.001       –      –      –  $0               –  0.299
         ├ last           gpt-4.1            ▏                           0.001       –      –      –  $0.0010000       –  0.299
         orchestration                                                   0.000                                       0.0
         what-if          draft 2× faster → 0.160 s (−0.140)
         again            draft: 1 retry, since STALLED: no answer within 100 ms
         instead          draft: llama3.2:3b, since STALLED: no answer within 100 ms
                          title: a value in its place, since STALLED: no answer within 100 ms; and nothing
                          note: llama3.2:3b, in vain, since STALLED: no answer within 100 ms
         hedged           tone: asked twice, the second was heard; $0.0010000 for the other
         flags            check: cached: the answer of 3k9x/check#1
                          last: max_output: 64 tokens, what was left buys
        """,
        waybill(300, lines.stream().map(this::line).toList()).toString());
  }
}
