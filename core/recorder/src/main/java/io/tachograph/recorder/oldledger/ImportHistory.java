package io.tachograph.recorder.oldledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.recorder.IntactEntries;
import io.tachograph.store.oldledger.OldLedger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of earlier imports of the same file: the same by its SHA-256, and by that of
 * the log beside it. Not thread-safe.
 */
final class ImportHistory {
  static final String IMPORT = "import";
  static final String ID = "id";
  static final String EVENT = "event";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String sha256;
  private final String logSha256;
  private @Nullable UUID importId;
  private long events;
  private boolean completed;
  private long nextSeq;

  ImportHistory(OldLedger file) {
    sha256 = file.sha256();
    logSha256 = file.logSha256() == null ? "" : file.logSha256();
  }

  /** Where reading goes on. */
  long nextSeq() {
    return nextSeq;
  }

  /** The import of that file that was begun here, or null. */
  @Nullable UUID importId() {
    return importId;
  }

  /** How many of its events are in the ledger. */
  long events() {
    return events;
  }

  /** Whether they all are. */
  boolean isCompleted() {
    return completed;
  }

  /** Takes notice of all entries from {@link #nextSeq} on. Those that are damaged are left out. */
  void read(LedgerCursor cursor) {
    IntactEntries entries = new IntactEntries(cursor, damaged -> {});
    for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
      nextSeq = entry.seq() + 1;
      if (!completed) {
        see(entry);
      }
    }
  }

  private void see(Entry entry) {
    UUID known = importId;
    if (known == null) {
      if (entry.type().equals(ImportedTypes.STARTED.name()) && isOfTheFile(data(entry))) {
        importId = entry.id();
      }
      return;
    }
    // Most entries of others need not be parsed.
    String body = entry.bodyText();
    if (body.contains(known.toString())) {
      JsonNode number = data(entry).path(IMPORT);
      if (known.toString().equals(number.path(ID).textValue())) {
        events = Math.max(events, number.path(EVENT).asLong());
        completed = entry.type().equals(ImportedTypes.COMPLETED.name());
      }
    }
  }

  private boolean isOfTheFile(JsonNode data) {
    return sha256.equals(data.path("sha256").textValue())
        && logSha256.equals(data.path("log_sha256").asText(""));
  }

  private static JsonNode data(Entry entry) {
    try {
      return JSON.readTree(entry.bodyText()).path("data");
    } catch (JsonProcessingException e) {
      // Whoever wrote it, it was no import; verification is what finds it.
      return JSON.missingNode();
    }
  }
}
