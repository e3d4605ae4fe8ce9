package io.tachograph.cli.report;

import io.tachograph.cli.words.Amounts;
import io.tachograph.verifier.LedgerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What article 12 of Regulation (EU) 2024/1689, the AI Act, and the articles that it leads to ask
 * of records, and what a ledger has for each.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2024/1689/oj">Regulation (EU) 2024/1689</a>
 */
final class Article12 {
  static final String PREFACE =
      "For high-risk AI systems. A ledger answers a part of what is asked; whether a system is a"
          + " high-risk one, and whether the rest is in place, it cannot say. This is no legal"
          + " advice.";

  private static final long SIX_MONTHS_DAYS = 183;

  private Article12() {}

  static List<List<String>> rows(LedgerReport judged, LedgerSummary summary) {
    return List.of(
        List.of(
            "Events are recorded automatically over the lifetime of the system",
            "12(1)",
            Amounts.count(summary.entries())
                + " entries by "
                + Amounts.count(summary.runs().size())
                + " processes, written by the agent before and after each call; "
                + Amounts.count(summary.unrecorded())
                + " events are known to be missing"),
        List.of(
            "Situations can be found that may make the system a risk, or change it substantially",
            "12(2)(a), 79(1)",
            failures(summary)
                + "; "
                + Amounts.count(of(summary, "tool_denied"))
                + " refused calls; which classes were instrumented, with their hashes, is recorded"
                + " at each start"),
        List.of(
            "Monitoring after the system is on the market is helped",
            "12(2)(b), 72",
            "failure rates and latency by task, tool, model and agent, over time: see above; export"
                + " gives every entry to other tools"),
        List.of(
            "Whoever deploys the system can monitor how it works",
            "12(2)(c), 26(5)",
            missions(summary)
                + " missions, each call with its arguments, result, duration and agent; "
                + Amounts.count(of(summary, "decision"))
                + " decisions with their rationale"),
        List.of(
            "Human oversight can be followed",
            "14",
            Amounts.count(of(summary, "approval_requested"))
                + " approvals asked for, "
                + Amounts.count(of(summary, "approval_granted"))
                + " granted, "
                + Amounts.count(of(summary, "approval_refused"))
                + " refused"),
        List.of(
            "For remote biometric identification: each use with its start and end, the database, the"
                + " input that matched, and who verified the result",
            "12(3), 14(5)",
            "start and end of each call are recorded; the rest is here where the system hands it to"
                + " a call or records it as an event"),
        List.of(
            "Logs are kept for a time that fits the purpose, six months at least",
            "19(1), 26(6)",
            age(summary)),
        List.of(
            "That the records are what was recorded (not asked by article 12, but what makes them"
                + " evidence)",
            "",
            judged.intact()
                ? "the chain is unbroken; "
                    + Amounts.count(judged.sealed())
                    + " of "
                    + Amounts.count(judged.entries())
                    + " entries are covered by a signed checkpoint"
                : Amounts.count(judged.findingCount()) + " findings: see above"));
  }

  private static long of(LedgerSummary summary, String type) {
    return summary.types().getOrDefault(type, 0L);
  }

  private static String missions(LedgerSummary summary) {
    int known = summary.missions().size();
    return summary.missions().containsKey(LedgerSummary.OTHERS)
        ? "more than " + Amounts.count(known - 1)
        : Amounts.count(known);
  }

  private static String failures(LedgerSummary summary) {
    return Amounts.count(of(summary, "task_failed"))
        + " tasks and "
        + Amounts.count(of(summary, "tool_failed"))
        + " tool calls failed, each with its error";
  }

  private static String age(LedgerSummary summary) {
    Instant first = summary.first();
    Instant last = summary.last();
    if (first == null || last == null) {
      return "there is no entry";
    }
    long days = Duration.between(first, last).toDays();
    return "the oldest entry is of "
        + first
        + ", "
        + Amounts.count(days)
        + " days before the last"
        + (days < SIX_MONTHS_DAYS
            ? "; keep the ledger, or prune no more than what is older than you must keep"
            : "");
  }
}
