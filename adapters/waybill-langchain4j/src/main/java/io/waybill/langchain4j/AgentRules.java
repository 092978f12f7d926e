package io.waybill.langchain4j;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an agent may do. Plain data: the {@code with…} methods give another one.
 *
 * @param turns after so many that all called tools, it has failed
 * @param callsPerTurn so many tool calls of one turn are made; the others are not, and the model is
 *     told so
 * @param longestResult so many characters of a tool's text are told to the model, and that it was
 *     cut; pictures are passed on as they are
 * @param approval asked before each call of a consequential tool; without one, only a plan whose
 *     data is trusted may have an agent with such tools
 * @param trustedInput whether the plan has to see to it that nobody but the operator writes what
 *     the agent is asked
 */
public record AgentRules(
    int turns,
    int callsPerTurn,
    int longestResult,
    Optional<Work<ToolRequest, Approval>> approval,
    boolean trustedInput) {
  /** Ten turns of at most 16 calls, 50,000 characters of each result, nobody who approves. */
  public static final AgentRules DEFAULT = new AgentRules(10, 16, 50_000, Optional.empty(), false);

  public AgentRules {
    if (turns < 1 || callsPerTurn < 1 || longestResult < 1) {
      throw new IllegalArgumentException(
          "an agent has at least one turn, one call and one character, not %d, %d and %d"
              .formatted(turns, callsPerTurn, longestResult));
    }
    approval.ifPresent(AgentRules::check);
  }

  private static void check(Work<ToolRequest, Approval> approval) {
    var info = approval.info();
    if (info.anonymous()) {
      throw new IllegalArgumentException(
          "what approves an agent's calls needs a name that plans compare: Approval.rule(\"small refunds\", …), or Work.described");
    }
    if (info.safety().trust() != Trust.TRUSTED
        || info.safety().effects() == Effects.CONSEQUENTIAL) {
      throw new IllegalArgumentException(
          "'%s' cannot approve an agent's calls: what a stranger writes could talk it into a yes. A person or a rule can; describe it as trusted, and not as consequential"
              .formatted(info.name()));
    }
  }

  public AgentRules withTurns(int turns) {
    return new AgentRules(turns, callsPerTurn, longestResult, approval, trustedInput);
  }

  public AgentRules withCallsPerTurn(int callsPerTurn) {
    return new AgentRules(turns, callsPerTurn, longestResult, approval, trustedInput);
  }

  public AgentRules withLongestResult(int characters) {
    return new AgentRules(turns, callsPerTurn, characters, approval, trustedInput);
  }

  /**
   * Consequential tools are called when this says so: a person, or a policy such as {@link
   * Approval#rule}. It must be described as {@link Trust#TRUSTED}, as what cannot be talked into a
   * yes.
   */
  public AgentRules approvedBy(Work<ToolRequest, Approval> approval) {
    return new AgentRules(turns, callsPerTurn, longestResult, Optional.of(approval), trustedInput);
  }

  /**
   * The plan has to see to it that what the agent is asked is the operator's: it is refused if a
   * stranger's words reach the agent. In return a call counts as tainted only after a tool has
   * brought in something that nobody vouches for; without this, every call does.
   */
  public AgentRules onTrustedInput() {
    return new AgentRules(turns, callsPerTurn, longestResult, approval, true);
  }

  /** What plans compare. */
  Map<String, Object> config() {
    var config = new TreeMap<String, Object>();
    config.put("turns", turns);
    config.put("calls_per_turn", callsPerTurn);
    config.put("longest_result", longestResult);
    config.put("trusted_input", trustedInput);
    approval.ifPresent(work -> config.put("approval", Described.plain(work.info())));
    return config;
  }
}
