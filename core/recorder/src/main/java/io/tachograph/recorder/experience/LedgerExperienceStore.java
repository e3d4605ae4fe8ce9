package io.tachograph.recorder.experience;

import io.tachograph.api.experience.ArtifactQuery;
import io.tachograph.api.experience.ArtifactStates;
import io.tachograph.api.experience.EventQuery;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.ExperienceEventKind;
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
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.store.index.IndexException;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import java.io.IOException;
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
 * first entry on, or asks its index if there is one.
 */
public final class LedgerExperienceStore implements ExperienceStore {
  static final EventType TYPE = EventType.of("experience");

  private final Ledger ledger;
  private final @Nullable LedgerIndex index;
  private final TimeOrderedIds ids = new TimeOrderedIds(EpochClock.SYSTEM);

  /** On a ledger, which stays the caller's to close. */
  public LedgerExperienceStore(Ledger ledger) {
    this.ledger = ledger;
    this.index = null;
  }

  /**
   * On a ledger and its index, which stay the caller's to close. A query first indexes what is not
   * indexed yet.
   */
  public LedgerExperienceStore(Ledger ledger, LedgerIndex index) {
    this.ledger = ledger;
    this.index = index;
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
        indexed(query),
        event -> {
          if (query.asksFor(event)) {
            found.add(event);
          }
          return found.size() < query.limit();
        });
    return found;
  }

  /** What the index knows of what is asked for: not the time at which an event happened. */
  private static IndexQuery indexed(EventQuery query) {
    IndexQuery indexed = IndexQuery.ALL;
    if (query.tenantId() != null) {
      indexed = indexed.with(IndexField.TENANT, query.tenantId());
    }
    if (query.correlationId() != null) {
      indexed = indexed.with(IndexField.CORRELATION, query.correlationId());
    }
    if (query.chainId() != null) {
      indexed = indexed.with(IndexField.CHAIN, query.chainId());
    }
    return query.kinds().isEmpty() ? indexed : indexed.withAny(IndexField.KIND, query.kinds());
  }

  private static IndexQuery indexed(ExperienceEventKind kind) {
    return IndexQuery.ALL.with(IndexField.KIND, kind.wireName());
  }

  @Override
  public List<GovernedArtifact> queryArtifacts(ArtifactQuery query) {
    ArtifactStates states = new ArtifactStates();
    read(
        indexed(ExperienceEventKind.ARTIFACT_STATE_TRANSITIONED),
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
        indexed(ExperienceEventKind.REPLAY_TRACE_RECORDED),
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

  /** Reads of all that is there now what may be asked for, or more, until it has enough. */
  private void read(IndexQuery query, Predicate<ExperienceEventEnvelope> reader) {
    try {
      if (index == null) {
        scan(reader);
      } else {
        new IndexedEvents(ledger, index).read(query, reader);
      }
    } catch (LedgerException | IOException e) {
      throw new StorageError("the ledger cannot be read; run verify on it: " + e.getMessage(), e);
    } catch (IndexException e) {
      throw new StorageError(String.valueOf(e.getMessage()), e);
    }
  }

  private void scan(Predicate<ExperienceEventEnvelope> reader) {
    WholeBatches events = new WholeBatches(reader);
    try (LedgerCursor cursor = ledger.read(0)) {
      Entry entry = cursor.next();
      while (entry != null && events.read(entry)) {
        entry = cursor.next();
      }
    }
  }
}
