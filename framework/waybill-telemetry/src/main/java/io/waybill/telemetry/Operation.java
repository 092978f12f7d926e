package io.waybill.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Role;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.util.Objects;
import java.util.Set;

/**
 * What an attempt did, in OpenTelemetry's words. Work does not say so itself; the first rule that
 * holds decides:
 *
 * <ol>
 *   <li>its answer was given before, or it asks nobody: it stands in for a call;
 *   <li>its name is {@code chat.agent}, {@code chat.service} or begins with the word {@code agent}:
 *       an agent;
 *   <li>it begins with the word {@code chat}: a chat; {@code embed}: embeddings; {@code retrieve}
 *       or {@code quote}: a retrieval; {@code guard} or {@code tool}: a tool;
 *   <li>it made calls inside its own and used nothing itself: an agent;
 *   <li>it wrote tokens: a chat;
 *   <li>it read tokens, wrote none, and its answer was used: embeddings;
 *   <li>somebody bills it, or it leaves the house and is known by a model: a chat;
 *   <li>anything else is a tool: a function, a router that follows rules.
 * </ol>
 */
enum Operation {
  CHAT,
  EMBEDDINGS,
  RETRIEVAL,
  EXECUTE_TOOL,
  INVOKE_AGENT,
  STAND_IN;

  static final String WORKFLOW = "invoke_workflow";

  /** What {@link WorkInfo#model()} says of work that is no model. */
  private static final Set<String> NO_MODEL = Set.of("", "instant", "blocking");

  private static final Set<String> AGENTS = Set.of("chat.agent", "chat.service");
  private static final String THIS_PROCESS = "cpu";

  /** What work that asks somebody's model is configured with. */
  private static final String PROVIDER = "provider";

  /**
   * @param asked whether it made calls inside its own
   */
  static Operation of(Posting posting, boolean asked) {
    var name = posting.work().name();
    if (!posting.how().origin().own() || asksNobody(posting.how().role())) {
      return STAND_IN;
    }
    if (agent(name)) {
      return INVOKE_AGENT;
    }
    if (begins(name, "chat")) {
      return CHAT;
    }
    if (begins(name, "embed")) {
      return EMBEDDINGS;
    }
    if (begins(name, "retrieve") || begins(name, "quote")) {
      return RETRIEVAL;
    }
    boolean tool = begins(name, "guard") || begins(name, "tool");
    return tool ? EXECUTE_TOOL : byWhatItUsed(posting, asked);
  }

  private static boolean asksNobody(Role role) {
    return role == Role.CACHED || role == Role.SKIPPED || role == Role.PARTIAL;
  }

  private static boolean agent(String name) {
    return AGENTS.contains(name) || begins(name, "agent");
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

  /** Whether that is the first word of a name. */
  private static boolean begins(String name, String word) {
    int end = word.length();
    return name.startsWith(word) && (name.length() == end || !Character.isLetter(name.charAt(end)));
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
  void name(Posting posting, Canvas canvas) {
    var role = posting.how().role();
    if (role == Role.SKIPPED || role == Role.PARTIAL) {
      canvas.name(Names.word(role), "");
    } else {
      canvas.name(this == STAND_IN ? Names.word(Role.CACHED) : word(), subject(posting));
    }
  }

  /** The model, tool or source. */
  String subject(Posting posting) {
    var work = posting.work();
    var model = NO_MODEL.contains(work.model()) ? posting.usage().model() : work.model();
    var name = work.name().isEmpty() ? Places.lastStep(posting.path()) : work.name();
    return switch (this) {
      case CHAT, EMBEDDINGS, RETRIEVAL, STAND_IN -> model.isEmpty() ? name : model;
      case EXECUTE_TOOL, INVOKE_AGENT -> name;
    };
  }

  /** Who provides the model; empty if that is not known. */
  static String provider(Posting posting) {
    var said = posting.usage().provider();
    return said.isEmpty() ? posting.work().config().getOrDefault(PROVIDER, "").toString() : said;
  }

  /**
   * Whether an attempt is a call to another process: it leaves the house, asks a provider, or goes
   * to a machine of a pool other than this process's {@code cpu}. An agent only makes such calls,
   * and a tool called inside a call is called here.
   */
  static SpanKind spanKind(Node node) {
    var work = Objects.requireNonNull(node.work);
    boolean here =
        asksNobody(node.role)
            || agent(work.name())
            || (node.inner() && NO_MODEL.contains(work.model()));
    boolean elsewhere = !work.pool().isEmpty() && !work.pool().equals(THIS_PROCESS);
    boolean call = leaves(work) || elsewhere || configuredWithAProvider(work);
    return call && !here ? SpanKind.CLIENT : SpanKind.INTERNAL;
  }

  private static boolean configuredWithAProvider(WorkInfo work) {
    return !work.config().isEmpty() && work.config().containsKey(PROVIDER);
  }

  private static boolean leaves(WorkInfo work) {
    return work.safety().location() == WorkInfo.Location.EXTERNAL;
  }
}
