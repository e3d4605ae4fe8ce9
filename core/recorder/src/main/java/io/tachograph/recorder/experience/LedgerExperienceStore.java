package io.tachograph.recorder.experience;

import io.tachograph.api.experience.ArtifactQuery;
import io.tachograph.api.experience.ArtifactStates;
import io.tachograph.api.experience.EventQuery;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.ExperienceStore;
import io.tachograph.api.experience.ExperienceStoreException.NotFound;
import io.tachograph.api.experience.ExperienceStoreException.StorageError;
import io.tachograph.api.experience.GovernedArtifact;
import io.tachograph.api.experience.ReplayTrace;
import io.tachograph.api.experience.ReplayTraceRecorded;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.EntryBatch;
import io.tachograph.ledger.EpochClock;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.TimeOrderedIds;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store on a ledger: each event is an entry of type {@code experience}, so it is chained and
 * sealed like all others. Events of hosts that run with the agent are found too. Thread-safe.
 *
 * <p>What is given is stored as it is, without redaction. Each query reads the ledger from its
 * first entry on.
 */
public final class LedgerExperienceStore implements ExperienceStore {
  static final EventType TYPE = EventType.of("experience");

  private final Ledger ledger;
  private final TimeOrderedIds ids = new TimeOrderedIds(EpochClock.SYSTEM);

  /** On a ledger, which stays the caller's to close. */
  public LedgerExperienceStore(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void appendEvent(ExperienceEventEnvelope event) {
    appendEvents(List.of(event));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where a process dies between them, or the disk is full, some of them are in the ledger all
   * the same; each says how many belong together, so that they do not count.
   */
  @Override
  public void appendEvents(List<ExperienceEventEnvelope> events) {
    EntryBatch batch = new EntryBatch();
    int index = 0;
    for (ExperienceEventEnvelope event : events) {
      byte[] body = new StoredEvent(event, index++, events.size()).toBody();
      UUID id = ids.get();
      batch.add(
          id.getMostSignificantBits(), id.getLeastSignificantBits(), TYPE, body, 0, body.length);
    }
    try {
      ledger.appendAll(batch);
    } catch (LedgerException e) {
      throw new StorageError("the events are not kept: events=" + events.size() + ": " + e, e);
    }
  }

  @Override
  public List<ExperienceEventEnvelope> queryEvents(EventQuery query) {
    List<ExperienceEventEnvelope> found = new ArrayList<>();
    read(
        event -> {
          if (query.asksFor(event)) {
            found.add(event);
          }
          return found.size() < query.limit();
        });
    return found;
  }

  @Override
  public List<GovernedArtifact> queryArtifacts(ArtifactQuery query) {
    ArtifactStates states = new ArtifactStates();
    read(
        event -> {
          states.add(event);
          return true;
        });
    return states.matching(query);
  }

  @Override
  public ReplayTrace getTraceLink(String traceLinkId) {
    AtomicReference<@Nullable ReplayTrace> last = new AtomicReference<>();
    read(
        event -> {
          if (event.event() instanceof ReplayTraceRecorded recorded
              && recorded.traceLinkId().equals(traceLinkId)) {
            last.set(recorded.traceLink());
          }
          return true;
        });
    ReplayTrace found = last.get();
    if (found == null) {
      throw new NotFound("no trace is kept under this id: trace_link_id=" + traceLinkId);
    }
    return found;
  }

  /** Reads all that is there now, until the reader has enough. */
  private void read(Predicate<ExperienceEventEnvelope> reader) {
    WholeBatches events = new WholeBatches(reader);
    try (LedgerCursor cursor = ledger.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        if (!events.read(entry)) {
          return;
        }
      }
    } catch (LedgerException e) {
      throw new StorageError("the ledger cannot be read; run verify on it: " + e.getMessage(), e);
    }
  }
}
