package io.tachograph.api.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the records refuse. */
class ExperienceRulesTest {
  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

  private static void refused(ThrowingCallable making, String... words) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aDowngradeNeverRaisesReplayability() {
    for (Replayability from : Replayability.values()) {
      for (Replayability to : Replayability.values()) {
        ThrowingCallable making =
            () -> new ReplayabilityDowngraded("t1", from, to, DowngradeReason.REMOTE_BACKEND_USED);
        if (to.compareTo(from) < 0) {
          refused(making, "never raises replayability", "from=", "to=", "trace_link_id=t1");
        } else {
          assertThat(catchThrowable(making)).isNull();
        }
      }
    }
  }

  @Test
  void transitionsFollowTheTable() {
    Map<ArtifactState, List<ArtifactState>> table = new HashMap<>();
    table.put(ArtifactState.DRAFT, List.of(ArtifactState.APPROVED, ArtifactState.DEPRECATED));
    table.put(
        ArtifactState.APPROVED,
        List.of(ArtifactState.ACTIVE, ArtifactState.QUARANTINED, ArtifactState.ROLLED_BACK));
    table.put(
        ArtifactState.ACTIVE,
        List.of(ArtifactState.QUARANTINED, ArtifactState.DEPRECATED, ArtifactState.ROLLED_BACK));
    table.put(
        ArtifactState.QUARANTINED,
        List.of(ArtifactState.ACTIVE, ArtifactState.ROLLED_BACK, ArtifactState.DEPRECATED));
    for (ArtifactState from : ArtifactState.values()) {
      for (ArtifactState to : ArtifactState.values()) {
        if (table.getOrDefault(from, List.of()).contains(to)) {
          assertThat(transition(from, to).toState()).isEqualTo(to);
        } else {
          refused(() -> transition(from, to), "does not go from", "only to");
        }
      }
    }
    refused(
        () -> transition(ArtifactState.DRAFT, ArtifactState.ACTIVE),
        "an artifact does not go from Draft to Active, only to Approved, Deprecated: actor=amy");
    refused(() -> transition(ArtifactState.ROLLED_BACK, ArtifactState.ACTIVE), "only to nowhere");
  }

  private static LifecycleEvent transition(ArtifactState from, ArtifactState to) {
    return new LifecycleEvent(from, to, TIME, "amy", "why", null, null);
  }

  @Test
  void onlyWhatMayBeRolledBackIs() {
    RollbackImpact impact = new RollbackImpact(null, List.of(), false, Severity.LOW, List.of());
    for (ArtifactState from : ArtifactState.values()) {
      ThrowingCallable making =
          () -> new RollbackRecord("a1", from, TIME, "amy", "why", impact, null, null);
      if (from.allows(ArtifactState.ROLLED_BACK)) {
        assertThat(catchThrowable(making)).isNull();
      } else {
        refused(making, "cannot be rolled back from", "artifact_id=a1");
      }
    }
  }

  @Test
  void countsAreNotNegative() {
    refused(() -> outcome(-5L, null, null), "latency_ms is 0 or above: latency_ms=-5");
    refused(() -> outcome(null, -1L, null), "tokens is 0 or above: tokens=-1");
    refused(() -> outcome(null, null, -1L), "cost_microdollars=-1");
    refused(() -> new RecallQuery("q", -1, null, null), "top_k=-1");
    refused(() -> new RecallBudgets(-1, 0, 0), "max_latency_ms=-1");
    refused(() -> new RecallBudgets(0, -1, 0), "max_embedding_calls=-1");
    refused(() -> new RecallBudgets(0, 0, -1), "max_tokens_per_candidate=-1");
    refused(() -> new Sampler(1, 1, -1L), "top_k=-1");
    refused(() -> new RecallTrace("f", List.of(), List.of(), -1), "injected_count=-1");
    refused(
        () -> new RollbackImpact(-1L, List.of(), false, Severity.LOW, List.of()),
        "affected_count=-1");
    refused(
        () -> new BudgetExceeded("c", Variant.of("Tokens"), "-3", null),
        "limit is 0 or above: limit=-3");
    refused(
        () -> new BudgetExceeded("c", Variant.of("Tokens"), "3", "-0.5"),
        "observed is 0 or above: observed=-0.5");
  }

  private static OutcomeRecorded outcome(Long latencyMs, Long tokens, Long cost) {
    return new OutcomeRecorded(
        "c", DecisionStep.PLANNING, true, null, latencyMs, tokens, cost, null);
  }

  @Test
  void numbersAreSuchAsJsonHas() {
    refused(() -> new Sampler(Double.NaN, 1, null), "temperature is a finite number");
    refused(() -> new CandidateScore("c", Double.POSITIVE_INFINITY), "score is a finite number");
    refused(() -> Variant.of("X", Map.of("at", Double.NaN)), "number=NaN");
    refused(() -> Variant.of("X", new Object()), "no form in JSON", "java.lang.Object");
  }

  @Test
  void whatMustBeThereIs() {
    refused(() -> new FactPromoted(null, "f", "p", "r", true), "proposal_id is missing");
    refused(() -> new FactPromoted(" ", "f", "p", "r", true), "proposal_id is empty");
    refused(() -> new RecallQuery(null, 1, null, null), "query_text is missing");
    refused(
        () -> new RollbackImpact(null, Arrays.asList("x", null), false, Severity.LOW, List.of()),
        "quality_issues has an element that is missing");
    refused(() -> ExperienceEventEnvelope.of("", outcome(null, null, null)), "event_id is empty");
    refused(() -> new ArtifactKind("Poem", false), "Adapter, Pack", "name=Poem");
  }

  @Test
  void listsAndMapsAreCopied() {
    List<String> issues = new ArrayList<>(List.of("x"));
    RollbackImpact impact = new RollbackImpact(null, issues, false, Severity.LOW, List.of());
    issues.add("y");
    assertThat(impact.qualityIssues()).containsExactly("x");
    Map<String, Object> payload = new HashMap<>(Map.of("a", 1));
    Variant variant = Variant.of("X", payload);
    payload.put("b", 2);
    assertThat(variant.value()).isEqualTo(Map.of("a", 1L));
  }
}
