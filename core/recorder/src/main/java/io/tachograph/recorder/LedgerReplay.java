package io.tachograph.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.TlogProof;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store from a ledger's entries, as the projection does while they come. For one thread.
 *
 * <p>Entries that were pruned are not there, so what they made cannot be made anew.
 */
final class LedgerReplay {
  /** What is kept of the first entry where it was pruned; see {@code docs/format.md}. */
  private static final String PROOF_OF_FIRST = "pruned/0.tlog-proof";

  private static final int MAX_PROOF_BYTES = 1 << 18;
  private static final String LEDGER_CREATED = "ledger_created";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A ledger's first entry, and how far it reached.
   *
   * @param ledgerId the ledger's id
   * @param firstSeq the seq of the first entry there is, 0 unless entries were pruned
   * @param firstTime when it was appended
   * @param lastSeq the seq of the last entry that was replayed
   * @param entries how many were
   * @param lacking how many between them are not intact, or not there
   * @param refused how many events the schema does not allow
   */
  record Replayed(
      String ledgerId,
      long firstSeq,
      Instant firstTime,
      long lastSeq,
      long entries,
      long lacking,
      long refused) {
    /** Whether the ledger's beginning was pruned. */
    boolean beginningDropped() {
      return firstSeq > 0;
    }
  }

  private final Path folder;
  private final EntrySource source;
  private final Entry first;
  private final String ledgerId;
  private long refused;

  /**
   * Begins to read.
   *
   * @param folder the ledger's
   * @param source its entries from the first there is
   * @throws IOException if it has none, or does not say which ledger it is
   */
  LedgerReplay(Path folder, EntrySource source) throws IOException {
    this.folder = folder;
    this.source = source;
    Entry entry = source.next();
    if (entry == null) {
      throw new IOException("the ledger has no entries that can be read: path=" + folder);
    }
    this.first = entry;
    this.ledgerId = ledgerId(entry);
  }

  /** The ledger's id. */
  String ledgerId() {
    return ledgerId;
  }

  /** Whether the ledger's beginning was pruned. */
  boolean beginningDropped() {
    return first.seq() > 0;
  }

  /**
   * Replays.
   *
   * @param into a new store, made where there is none
   * @param upToSeq the last entry to replay
   * @param likeProjection whether to do of a pruned ledger what the projection would; else what
   *     cannot be made the same is passed over
   */
  Replayed run(Path into, long upToSeq, boolean likeProjection) throws IOException {
    EventApplier applier = new EventApplier(ledgerId, beginningDropped() && !likeProjection);
    BatchApplier batches = new BatchApplier(ledgerId, applier, (seq, e) -> refused++);
    long entries = 0;
    long lastSeq = first.seq() - 1;
    try (SqliteStore store = DefaultTimeZone.untouchedBy(() -> SqliteStore.open(into))) {
      List<Entry> batch = new ArrayList<>();
      for (Entry entry = first; entry != null && entry.seq() <= upToSeq; entry = source.next()) {
        batch.add(entry);
        lastSeq = entry.seq();
        entries++;
        if (batch.size() == BatchApplier.MAX_BATCH_ENTRIES) {
          batches.apply(store, batch);
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        batches.apply(store, batch);
      }
    }
    long lacking = lastSeq - first.seq() + 1 - entries;
    return new Replayed(ledgerId, first.seq(), first.time(), lastSeq, entries, lacking, refused);
  }

  private String ledgerId(Entry entry) throws IOException {
    Entry created = entry.seq() == 0 ? entry : prunedFirst();
    String id = created == null ? null : idIn(created);
    if (id == null) {
      throw new IOException(
          "the ledger does not say which it is; run verify on it: path="
              + folder
              + " first_seq="
              + entry.seq());
    }
    return id;
  }

  private static @Nullable String idIn(Entry created) {
    try {
      return created.type().equals(LEDGER_CREATED)
          ? JSON.readTree(created.bodyText()).path("data").path("ledger_id").textValue()
          : null;
    } catch (JsonProcessingException e) {
      // Said by the caller: it is no first entry of ours.
      return null;
    }
  }

  private @Nullable Entry prunedFirst() throws IOException {
    Path proof = folder.resolve(PROOF_OF_FIRST);
    if (!Files.isRegularFile(proof) || Files.size(proof) > MAX_PROOF_BYTES) {
      return null;
    }
    try {
      return TlogProof.parse(Files.readString(proof)).entry();
    } catch (MalformedNoteException e) {
      throw new IOException("the proof of the ledger's first entry is none: path=" + proof, e);
    }
  }
}
