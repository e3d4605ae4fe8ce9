package io.tachograph.recorder.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.api.experience.EventQuery;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.ExperienceStore;
import io.tachograph.api.experience.ExperienceStoreException.StorageError;
import io.tachograph.api.experience.FactPromoted;
import io.tachograph.api.experience.UnreadEvent;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.recorder.index.SeekableEntries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How experience events stand in a ledger. */
class LedgerExperienceStoreTest {
  @TempDir Path temp;
  private final InMemoryLedger ledger = new InMemoryLedger(LedgerSettings.defaults());
  private final LedgerExperienceStore store = new LedgerExperienceStore(ledger);

  private static ExperienceEventEnvelope fact(String id) {
    return ExperienceEventEnvelope.of(id, new FactPromoted("p", id, "amy", "why", true));
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private void append(String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.randomUUID();
    ledger.append(
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        EventType.of(type),
        bytes,
        0,
        bytes.length);
  }

  @Test
  void theEnvelopeIsTheDataAndItsScopeIsSaidBefore() {
    ExperienceEventEnvelope event = fact("f1").withTenant("acme").withCorrelation("run-1");
    store.appendEvent(event);
    Entry entry = entries().get(0);
    assertThat(entry.type()).isEqualTo("experience");
    assertThat(entry.bodyText())
        .isEqualTo(
            "{\"tenant_id\":\"acme\",\"correlation_id\":\"run-1\",\"data\":"
                + ExperienceJson.write(event)
                + "}");
    assertThat(ExperienceJson.read(ExperienceJson.write(event))).isEqualTo(event);
    assertThatThrownBy(() -> ExperienceJson.read("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one object of JSON");
  }

  @Test
  void ofABatchThatWasCutOffNothingIsThere() {
    store.appendEvent(fact("alone"));
    store.appendEvents(List.of(fact("b1"), fact("b2"), fact("b3")));
    List<Entry> whole = entries();
    // A writer that died behind the second; another goes on, with a batch and alone.
    append("experience", whole.get(1).bodyText());
    append("experience", whole.get(2).bodyText());
    store.appendEvents(List.of(fact("c1"), fact("c2"), fact("c3")));
    append("experience", whole.get(1).bodyText());
    append("experience", whole.get(2).bodyText());
    append("policy.checked", "{}");
    append("experience", whole.get(3).bodyText());
    store.appendEvent(fact("last"));
    append("experience", whole.get(1).bodyText());

    Path file = temp.resolve(LedgerIndex.FILE);
    try (LedgerIndex index = LedgerIndex.open(file, ledger.id(), SeekableEntries.of(ledger))) {
      for (ExperienceStore on : List.of(store, new LedgerExperienceStore(ledger, index))) {
        assertThat(on.queryEvents(EventQuery.ALL))
            .extracting(ExperienceEventEnvelope::eventId)
            .containsExactly("alone", "b1", "b2", "b3", "c1", "c2", "c3", "last");
        assertThat(on.queryEvents(EventQuery.ALL.limit(3)))
            .extracting(ExperienceEventEnvelope::eventId)
            .containsExactly("alone", "b1", "b2");
      }
    }
  }

  @Test
  void whatIsStoredIsShownWhateverItIsAndWhatIsNoEnvelopePassedOver() {
    append("experience", "{}");
    append("experience", "{\"data\":{\"event_id\":\"e\"}}");
    append("experience", "{\"data\":5}");
    append(
        "experience",
        "{\"data\":{\"event_id\":\"e1\",\"occurred_at\":\"2026-11-01T10:00:00Z\","
            + "\"event\":{\"type\":\"FactPromoted\",\"data\":{\"fact_id\":7}}}}");
    assertThat(store.queryEvents(EventQuery.ALL))
        .singleElement()
        .returns("e1", ExperienceEventEnvelope::eventId)
        .satisfies(event -> assertThat(event.event()).isInstanceOf(UnreadEvent.class));
  }

  @Test
  void aLedgerThatIsClosedIsAStorageError() {
    ledger.close();
    assertThatThrownBy(() -> store.appendEvent(fact("f")))
        .isInstanceOf(StorageError.class)
        .hasMessageContaining("not kept");
    assertThatThrownBy(() -> store.queryEvents(EventQuery.ALL)).isInstanceOf(StorageError.class);
  }
}
