package io.tachograph.recorder.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.api.experience.ArtifactKind;
import io.tachograph.api.experience.ArtifactQuery;
import io.tachograph.api.experience.ArtifactState;
import io.tachograph.api.experience.BackendInvoked;
import io.tachograph.api.experience.DecisionStep;
import io.tachograph.api.experience.EventQuery;
import io.tachograph.api.experience.ExperienceEvent;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.ExperienceEventKind;
import io.tachograph.api.experience.ExperienceStore;
import io.tachograph.api.experience.ExperienceStoreException.NotFound;
import io.tachograph.api.experience.FactPromoted;
import io.tachograph.api.experience.GovernedArtifact;
import io.tachograph.api.experience.InMemoryExperienceStore;
import io.tachograph.api.experience.LifecycleEvent;
import io.tachograph.api.experience.OutcomeRecorded;
import io.tachograph.api.experience.RemoteTrace;
import io.tachograph.api.experience.ReplayTraceRecorded;
import io.tachograph.api.experience.Replayability;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.recorder.index.SeekableEntries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of every store of experience events. */
class ExperienceStoresTest {
  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

  enum Kept {
    IN_MEMORY,
    ON_A_LEDGER_IN_MEMORY,
    ON_A_LEDGER,
    ON_A_LEDGER_AND_ITS_INDEX
  }

  @TempDir Path temp;
  private final List<Ledger> ledgers = new ArrayList<>();
  private LedgerIndex index;

  @AfterEach
  void close() {
    if (index != null) {
      index.close();
    }
    ledgers.forEach(Ledger::close);
  }

  private ExperienceStore store(Kept kept) {
    return switch (kept) {
      case IN_MEMORY -> new InMemoryExperienceStore();
      case ON_A_LEDGER_IN_MEMORY ->
          new LedgerExperienceStore(keep(new InMemoryLedger(LedgerSettings.defaults())));
      case ON_A_LEDGER ->
          new LedgerExperienceStore(keep(ChronicleLedger.open(temp, LedgerSettings.defaults())));
      case ON_A_LEDGER_AND_ITS_INDEX -> {
        Ledger ledger = keep(ChronicleLedger.open(temp, LedgerSettings.defaults()));
        Path file = temp.resolve(LedgerIndex.FILE);
        index = LedgerIndex.open(file, ledger.id(), SeekableEntries.of(ledger));
        yield new LedgerExperienceStore(ledger, index);
      }
    };
  }

  private Ledger keep(Ledger ledger) {
    ledgers.add(ledger);
    return ledger;
  }

  private static ExperienceEventEnvelope outcome(String chain, String tenant, long secondsLater) {
    ExperienceEvent event =
        new OutcomeRecorded(chain, DecisionStep.PLANNING, true, null, 5L, null, null, null);
    return ExperienceEventEnvelope.of(event)
        .withTenant(tenant)
        .withCorrelation("run-" + chain)
        .withTimestamp(TIME.plusSeconds(secondsLater));
  }

  @ParameterizedTest
  @EnumSource
  void eventsAreFoundByAllThatIsAsked(Kept kept) {
    ExperienceStore store = store(kept);
    ExperienceEventEnvelope one = outcome("a", "acme", 0);
    ExperienceEventEnvelope two = outcome("b", "acme", 1);
    ExperienceEventEnvelope three = outcome("a", "globex", 2);
    ExperienceEventEnvelope fact =
        ExperienceEventEnvelope.of(new FactPromoted("p", "f", "amy", "why", true))
            .withTimestamp(TIME.plusSeconds(3));
    store.appendEvent(one);
    store.appendEvents(List.of(two, three, fact));
    store.appendEvents(List.of());

    assertThat(store.queryEvents(EventQuery.ALL)).containsExactly(one, two, three, fact);
    assertThat(store.queryEvents(EventQuery.ALL.limit(2))).containsExactly(one, two);
    assertThat(store.queryEvents(EventQuery.ALL.tenant("acme"))).containsExactly(one, two);
    assertThat(store.queryEvents(EventQuery.ALL.chain("a"))).containsExactly(one, three);
    assertThat(store.queryEvents(EventQuery.ALL.correlation("run-b"))).containsExactly(two);
    assertThat(store.queryEvents(EventQuery.ALL.kinds(ExperienceEventKind.FACT_PROMOTED)))
        .containsExactly(fact);
    assertThat(store.queryEvents(EventQuery.ALL.between(TIME.plusSeconds(1), TIME.plusSeconds(2))))
        .containsExactly(two, three);
    assertThat(store.queryEvents(EventQuery.ALL.tenant("acme").chain("a"))).containsExactly(one);
    assertThat(store.queryEvents(EventQuery.ALL.tenant("nobody"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void artifactsAreAsTheirLastTransitionLeftThem(Kept kept) {
    ExperienceStore store = store(kept);
    store.writeArtifactStateTransition(
        "a1", ArtifactKind.ADAPTER, transition(ArtifactState.DRAFT, ArtifactState.APPROVED, "x"));
    store.writeArtifactStateTransition(
        "p1", ArtifactKind.PACK, transition(ArtifactState.DRAFT, ArtifactState.DEPRECATED, null));
    store.writeArtifactStateTransition(
        "a1", ArtifactKind.ADAPTER, transition(ArtifactState.APPROVED, ArtifactState.ACTIVE, "x"));
    store.writeArtifactStateTransition(
        "a1",
        ArtifactKind.other("Poem"),
        transition(ArtifactState.DRAFT, ArtifactState.APPROVED, "x"));

    assertThat(store.queryArtifacts(ArtifactQuery.ALL))
        .extracting(GovernedArtifact::artifactId, GovernedArtifact::state)
        .containsExactly(
            tuple("a1", ArtifactState.ACTIVE),
            tuple("p1", ArtifactState.DEPRECATED),
            tuple("a1", ArtifactState.APPROVED));
    assertThat(store.queryArtifacts(ArtifactQuery.ALL.artifact("a1").kind(ArtifactKind.ADAPTER)))
        .singleElement()
        .returns("x", GovernedArtifact::tenantId);
    assertThat(store.queryArtifacts(ArtifactQuery.ALL.state(ArtifactState.DEPRECATED)))
        .singleElement()
        .returns("p1", GovernedArtifact::artifactId);
    assertThat(store.queryArtifacts(ArtifactQuery.ALL.tenant("x").limit(1))).hasSize(1);
    assertThat(store.queryEvents(EventQuery.ALL.tenant("x")))
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(TIME));
  }

  private static LifecycleEvent transition(ArtifactState from, ArtifactState to, String tenant) {
    return new LifecycleEvent(from, to, TIME, "amy", "why", null, tenant);
  }

  @ParameterizedTest
  @EnumSource
  void aTraceIsFoundByItsIdAndTheLastOneCounts(Kept kept) {
    ExperienceStore store = store(kept);
    store.appendEvent(
        ExperienceEventEnvelope.of(
            new BackendInvoked("b", null, "t1", DecisionStep.REASONING, null)));
    assertThatThrownBy(() -> store.getTraceLink("t1"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("trace_link_id=t1");
    store.appendEvent(ExperienceEventEnvelope.of(new ReplayTraceRecorded("t1", trace(1))));
    store.appendEvent(ExperienceEventEnvelope.of(new ReplayTraceRecorded("t2", trace(2))));
    store.appendEvent(ExperienceEventEnvelope.of(new ReplayTraceRecorded("t1", trace(3))));
    assertThat(store.getTraceLink("t1")).isEqualTo(trace(3));
  }

  private static RemoteTrace trace(long maxTokens) {
    return new RemoteTrace(
        "p", "m", "q", "a", 0.7, 1, maxTokens, Map.of(), false, List.of(), Replayability.NONE);
  }
}
