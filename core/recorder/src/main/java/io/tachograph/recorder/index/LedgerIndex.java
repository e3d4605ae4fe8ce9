package io.tachograph.recorder.index;

import io.tachograph.format.Entry;
import io.tachograph.store.index.EventIndex;
import io.tachograph.store.index.IndexException;
import io.tachograph.store.index.IndexHit;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.SlowCall;
import io.tachograph.store.index.Tallies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries on a ledger from an index beside it. The index is never trusted: each entry is
 * read from the ledger, its hash is held against the one that was indexed, and its fields against
 * the query. Where they differ the index is not this ledger's, and is made anew. Thread-safe.
 */
public final class LedgerIndex implements AutoCloseable {
  /** Name of its file in the ledger's folder. */
  public static final String FILE = "index.db";

  private final EventIndex index;
  private final SeekableEntries entries;

  /** Where an index points is not the entry that was indexed. */
  private static final class StaleIndexException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private LedgerIndex(EventIndex index, SeekableEntries entries) {
    this.index = index;
    this.entries = entries;
  }

  /**
   * Opens the index of a ledger, empty where there was none that can be used.
   *
   * @param entries the ledger's, which stay the caller's to close
   * @throws IndexException if the file cannot be written
   */
  public static LedgerIndex open(Path file, UUID ledgerId, SeekableEntries entries) {
    return new LedgerIndex(EventIndex.open(file, ledgerId.toString()), entries);
  }

  /**
   * Indexes what the ledger holds beyond what is indexed. Two that do so at once do no harm.
   *
   * @param progress hears of the seq up to which it came, after each batch
   * @return how many entries it read
   * @throws IOException if the ledger cannot be read
   */
  public long catchUp(LongConsumer progress) throws IOException {
    try {
      return indexRest(progress);
    } catch (IndexException e) {
      if (!e.isDamaged()) {
        throw e;
      }
      index.reset();
      return indexRest(progress);
    }
  }

  private long indexRest(LongConsumer progress) throws IOException {
    long next = index.nextSeq();
    if (next > 0 && (!endsAsTheLedger() || !forgetPruned())) {
      index.reset();
      next = 0;
    }
    try (RowBatches batches = new RowBatches(index, progress)) {
      entries.read(next, entry -> batches.add(EntryFields.row(entry)));
      return batches.end();
    }
  }

  /** Whether the last entry that was indexed is the ledger's. */
  private boolean endsAsTheLedger() throws IOException {
    List<IndexHit> last = index.find(IndexQuery.ALL, 1);
    try {
      for (IndexHit hit : last) {
        entry(hit, IndexQuery.ALL);
      }
      return !last.isEmpty();
    } catch (StaleIndexException e) {
      return false;
    }
  }

  /**
   * Forgets what the ledger's folder does not hold any more.
   *
   * @return false where making the index anew is less work
   */
  private boolean forgetPruned() throws IOException {
    Entry first = entries.first(0);
    if (first == null) {
      return false;
    }
    while (true) {
      long firstSeq = index.firstSeq();
      long nextSeq = index.nextSeq();
      if (first.seq() <= firstSeq) {
        return true;
      }
      if (nextSeq - first.seq() < first.seq() - firstSeq) {
        return false;
      }
      if (index.forgetBefore(first.seq(), blockOf(first.seq(), nextSeq), nextSeq)) {
        return true;
      }
    }
  }

  /** Counts what is indexed of the block of an entry, from that entry on. */
  private Tallies blockOf(long seq, long nextSeq) throws IOException {
    long end = Math.min(nextSeq, (seq / Tallies.BLOCK_EVENTS + 1) * Tallies.BLOCK_EVENTS);
    Tallies block = new Tallies();
    entries.read(
        seq,
        entry -> {
          boolean counts = entry.seq() < end;
          if (counts) {
            block.add(EntryFields.row(entry));
          }
          return counts;
        });
    return block;
  }

  /**
   * The first entries that are asked for, of those that are indexed: {@link #catchUp} comes first,
   * which also finds an index that is not this ledger's.
   *
   * @param limit how many at most, 1 or more
   * @throws IOException if the ledger cannot be read
   */
  public EntryPage find(IndexQuery query, int limit) throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is 1 or more: limit=" + limit);
    }
    return answered(() -> read(query, limit));
  }

  /** What is read from index and ledger together. */
  private interface Answer<T> {
    T read() throws IOException, StaleIndexException;
  }

  /** Reads it; where the index turns out to be damaged or not this ledger's, from one made anew. */
  private <T> T answered(Answer<T> answer) throws IOException {
    try {
      return answer.read();
    } catch (StaleIndexException e) {
      return answeredAnew(answer);
    } catch (IndexException e) {
      if (!e.isDamaged()) {
        throw e;
      }
      return answeredAnew(answer);
    }
  }

  private <T> T answeredAnew(Answer<T> answer) throws IOException {
    index.reset();
    catchUp(seq -> {});
    try {
      return answer.read();
    } catch (StaleIndexException e) {
      throw new IOException("the ledger changes what it holds; run verify on it", e);
    }
  }

  private EntryPage read(IndexQuery query, int limit) throws IOException, StaleIndexException {
    List<Entry> found = new ArrayList<>();
    IndexQuery rest = query;
    while (true) {
      int wanted = limit - found.size();
      List<IndexHit> hits = index.find(rest, wanted);
      for (IndexHit hit : hits) {
        Entry entry = entry(hit, query);
        if (entry != null) {
          found.add(entry);
        }
      }
      if (hits.size() < wanted) {
        return new EntryPage(found, OptionalLong.empty());
      }
      long last = hits.get(hits.size() - 1).seq();
      if (found.size() == limit) {
        return new EntryPage(found, OptionalLong.of(last));
      }
      rest = rest.after(last);
    }
  }

  /**
   * What the ledger holds, counted: of those entries that are indexed, {@link #catchUp} comes
   * first. The counts are not held against the ledger, as that would be to count anew; damage to
   * them shows.
   *
   * @throws IOException if the ledger cannot be read
   */
  public LedgerStatistics statistics() throws IOException {
    return answered(this::counted);
  }

  private LedgerStatistics counted() throws IOException, StaleIndexException {
    Tallies tallies = index.tallies();
    List<Entry> slowest = new ArrayList<>();
    for (SlowCall call : tallies.slowest()) {
      Entry entry = entry(new IndexHit(call.seq(), call.hash()), IndexQuery.ALL);
      if (entry != null) {
        slowest.add(entry);
      }
    }
    return new LedgerStatistics(tallies, slowest);
  }

  /** The entry that was indexed, or null if it was pruned since or is not asked for. */
  private @Nullable Entry entry(IndexHit hit, IndexQuery query)
      throws IOException, StaleIndexException {
    Entry entry = entries.first(hit.seq());
    if (entry != null && entry.seq() > hit.seq()) {
      Entry first = entries.first(0);
      if (first != null && first.seq() > hit.seq()) {
        return null;
      }
    }
    IndexRow row = entry == null ? null : EntryFields.row(entry);
    if (row == null || row.seq() != hit.seq() || row.hash() != hit.hash()) {
      throw new StaleIndexException();
    }
    return query.asksFor(row) ? entry : null;
  }

  @Override
  public void close() {
    index.close();
  }
}
