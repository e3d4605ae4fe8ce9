package io.tachograph.recorder.experience;

import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.format.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Gives of the entries of a ledger the experience events, and of those that were appended together
 * all or none: where a writer died between them, the next entry is not one of theirs. For one
 * thread.
 */
final class WholeBatches {
  private final Predicate<ExperienceEventEnvelope> reader;
  private final List<ExperienceEventEnvelope> begun = new ArrayList<>();
  private long nextSeq;
  private int count;

  /**
   * @param reader is given each event; false when it has enough
   */
  WholeBatches(Predicate<ExperienceEventEnvelope> reader) {
    this.reader = reader;
  }

  /** Reads an entry; false when the reader has enough. */
  boolean read(Entry entry) {
    StoredEvent stored =
        entry.type().equals(LedgerExperienceStore.TYPE.name()) ? StoredEvent.of(entry) : null;
    if (stored == null || stored.count() == 1) {
      begun.clear();
      return stored == null || reader.test(stored.envelope());
    }
    if (stored.index() == 0) {
      begun.clear();
      count = stored.count();
    } else if (entry.seq() != nextSeq
        || stored.index() != begun.size()
        || stored.count() != count) {
      begun.clear();
      return true;
    }
    begun.add(stored.envelope());
    nextSeq = entry.seq() + 1;
    return begun.size() < count || giveAll();
  }

  private boolean giveAll() {
    boolean more = true;
    for (ExperienceEventEnvelope envelope : begun) {
      more = more && reader.test(envelope);
    }
    begun.clear();
    return more;
  }
}
