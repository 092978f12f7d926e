package io.waybill.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.waybill.ledger.Posting;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.util.Set;

/**
 * What an attempt did, in OpenTelemetry's words. Work does not say so itself; the first rule that
 * holds decides:
 *
 * <ol>
 *   <li>the first word of the work's name: {@code chat}; {@code embed}; {@code retrieve}, {@code
 *       quote}; {@code guard}, {@code tool}; {@code agent};
 *   <li>it made calls inside its own and used nothing itself: an agent;
 *   <li>it wrote tokens: a chat;
 *   <li>it read tokens, wrote none, and its answer was used: embeddings;
 *   <li>somebody bills it, or it leaves the house and is known by a model: a chat;
 *   <li>anything else is a tool: a function, a guard, a router that follows rules.
 * </ol>
 */
enum Operation {
  CHAT,
  EMBEDDINGS,
  RETRIEVAL,
  EXECUTE_TOOL,
  INVOKE_AGENT;

  static final String WORKFLOW = "invoke_workflow";

  /** What {@link WorkInfo#model()} says of work that is no model. */
  private static final Set<String> NO_MODEL = Set.of("", "instant", "blocking");

  private static final String THIS_PROCESS = "cpu";

  /**
   * @param asked whether it made calls inside its own
   */
  static Operation of(Posting posting, boolean asked) {
    var work = posting.work();
    return switch (firstWord(work.name())) {
      case "chat" -> CHAT;
      case "embed" -> EMBEDDINGS;
      case "retrieve", "quote" -> RETRIEVAL;
      case "guard", "tool" -> EXECUTE_TOOL;
      case "agent" -> INVOKE_AGENT;
      default -> byWhatItUsed(posting, asked);
    };
  }

  private static Operation byWhatItUsed(Posting posting, boolean asked) {
    var usage = posting.usage();
    if (asked && usage.basis() == Usage.Basis.NOTHING) {
      return INVOKE_AGENT;
    }
    if (usage.output() > 0) {
      return CHAT;
    }
    if (usage.input() > 0 && posting.fate() == Posting.Fate.USED) {
      return EMBEDDINGS;
    }
    boolean model = leaves(posting.work()) && !NO_MODEL.contains(posting.work().model());
    return model || !usage.provider().isEmpty() ? CHAT : EXECUTE_TOOL;
  }

  private static String firstWord(String name) {
    int end = 0;
    while (end < name.length() && Character.isLetter(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end);
  }

  /** Whether a model answered: only then there is inference to be paid for. */
  boolean inference() {
    return this == CHAT || this == EMBEDDINGS;
  }

  /** {@code chat}. */
  String word() {
    return Names.word(this);
  }

  /** {@code chat gpt-4.1-mini}. */
  String spanName(Posting posting) {
    return word() + " " + subject(posting);
  }

  /** The model, tool or source. */
  String subject(Posting posting) {
    var work = posting.work();
    var model = NO_MODEL.contains(work.model()) ? posting.usage().model() : work.model();
    var name = work.name().isEmpty() ? Places.lastStep(posting.path()) : work.name();
    return switch (this) {
      case CHAT, EMBEDDINGS, RETRIEVAL -> model.isEmpty() ? name : model;
      case EXECUTE_TOOL, INVOKE_AGENT -> name;
    };
  }

  /**
   * Whether an attempt is a call to somebody else: it leaves the house, or goes to a machine of a
   * pool other than this process's {@code cpu}. A tool called inside a call is not.
   */
  static SpanKind spanKind(WorkInfo work, boolean inner) {
    boolean tool = inner && NO_MODEL.contains(work.model());
    boolean elsewhere = !work.pool().isEmpty() && !work.pool().equals(THIS_PROCESS);
    return !tool && (leaves(work) || elsewhere) ? SpanKind.CLIENT : SpanKind.INTERNAL;
  }

  private static boolean leaves(WorkInfo work) {
    return work.safety().location() == WorkInfo.Location.EXTERNAL;
  }
}
