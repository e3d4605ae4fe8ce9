package io.tachograph.recorder.oldledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.EventType;
import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import io.tachograph.store.oldledger.ChainBreak;
import io.tachograph.store.oldledger.ChainSummary;
import io.tachograph.store.oldledger.Column;
import io.tachograph.store.oldledger.OldLedger;
import io.tachograph.store.oldledger.OldLedgerRow;
import io.tachograph.store.oldledger.UndecodedBytes;
import io.tachograph.store.oldledger.VerifiedRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an old ledger becomes: always the same events in the same order, numbered from 1, so that an
 * import that was cut off can go on. Nothing of a row is lost. Not thread-safe.
 */
final class ImportedEvents {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  /** Those that have a place in the data of our own events; the others stand in {@code row}. */
  private static final Set<String> OUTSIDE_OF_ROW =
      Set.of(Column.PAYLOAD.text(), Column.RESULT.text(), Column.ERROR.text());

  private final OldLedger ledger;
  private final ImportedTypes types = new ImportedTypes();

  ImportedEvents(OldLedger ledger) {
    this.ledger = ledger;
  }

  /** What stands before all others. */
  ImportedEvent started(ChainSummary summary) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode data = body.putObject("data");
    data.put("file", String.valueOf(ledger.path().getFileName()));
    data.put("sha256", ledger.sha256());
    if (ledger.logSha256() != null) {
      data.put("log_sha256", ledger.logSha256());
    }
    data.put("table", OldLedger.TABLE);
    data.put("chain", name(summary.chain()));
    data.put("rows", summary.rows());
    data.put("breaks", summary.breakCount());
    end(data, "first", summary.first());
    end(data, "last", summary.last());
    if (summary.headHash() != null) {
      data.put("head_hash", summary.headHash());
    }
    if (summary.lacksEnd()) {
      data.put("highest_id_given", summary.highestIdGiven());
    }
    return event(ImportedTypes.STARTED, null, body);
  }

  private static void end(ObjectNode data, String name, ChainSummary.@Nullable End end) {
    if (end != null) {
      data.putObject(name).put("id", end.id()).put("timestamp", end.timestamp());
    }
  }

  /** What stands behind all others. */
  ImportedEvent completed(ChainSummary summary, UUID importId) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode data = body.putObject("data");
    data.put("sha256", ledger.sha256());
    data.put("chain", name(summary.chain()));
    data.put("rows", summary.rows());
    data.put("breaks", summary.breakCount());
    number(data, importId, summary.rows() + summary.breakCount() + 1);
    return event(ImportedTypes.COMPLETED, null, body);
  }

  /**
   * The event that a row becomes, and where the chain breaks at it, the one that says so.
   *
   * @param number the first one's number
   * @throws StoreException if the row is longer than an event can be
   */
  List<ImportedEvent> of(VerifiedRow verified, UUID importId, long number) {
    OldLedgerRow row = verified.row();
    ObjectNode body = JSON.createObjectNode();
    text(body, row, Column.TASK_ID);
    text(body, row, Column.AGENT_ID);
    ObjectNode data = body.putObject("data");
    ObjectNode columns = JSON.createObjectNode();
    for (Map.Entry<String, @Nullable Object> column : row.columns().entrySet()) {
      Object value = column.getValue();
      if (!OUTSIDE_OF_ROW.contains(column.getKey())) {
        put(columns, column.getKey(), value);
      } else if (value != null) {
        put(data, column.getKey(), value);
      }
    }
    data.set("row", columns);
    number(data, importId, number);
    ImportedEvent event = event(types.of(row.text(Column.EVENT_TYPE)), row.time(), body);
    if (event.body().length > EntryLayout.MAX_BODY_LENGTH) {
      throw new StoreException(
          Category.CORRUPT,
          "A row of the old ledger is longer than an event can be, nothing was imported of it: file="
              + ledger.path()
              + " row="
              + row.id()
              + " bytes="
              + event.body().length
              + " max_bytes="
              + EntryLayout.MAX_BODY_LENGTH
              + ".");
    }
    ChainBreak broken = verified.broken();
    return broken == null
        ? List.of(event)
        : List.of(event, chainBroken(broken, importId, number + 1));
  }

  private static ImportedEvent chainBroken(ChainBreak broken, UUID importId, long number) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode data = body.putObject("data");
    data.put("row_id", broken.rowId());
    data.put("finding", name(broken.finding()));
    if (broken.column() != null) {
      data.put("column", broken.column().text());
    }
    data.put("stored", broken.stored());
    data.put("computed", broken.computed());
    data.put("reason", broken.finding().words());
    number(data, importId, number);
    return event(ImportedTypes.CHAIN_BROKEN, null, body);
  }

  private static void number(ObjectNode data, UUID importId, long number) {
    data.putObject(ImportHistory.IMPORT)
        .put(ImportHistory.ID, importId.toString())
        .put(ImportHistory.EVENT, number);
  }

  private static void text(ObjectNode body, OldLedgerRow row, Column column) {
    String text = row.text(column);
    if (text != null) {
      body.put(column.text(), text);
    }
  }

  /** Writes a column so that it can be read back as it was. */
  private static void put(ObjectNode to, String name, @Nullable Object value) {
    if (value == null) {
      to.putNull(name);
    } else if (value instanceof String text) {
      to.put(name, text);
    } else if (value instanceof Long number) {
      to.put(name, number);
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        to.put(name, number);
      } else {
        to.putObject(name).put("$real", number.toString());
      }
    } else if (value instanceof UndecodedBytes bytes) {
      to.putObject(name).put(bytes.isText() ? "$text_base64" : "$blob_base64", bytes.base64());
    } else {
      throw new IllegalStateException("a column holds none of SQLite's types: column=" + name);
    }
  }

  /** A constant's name as the ledger writes it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ImportedEvent event(EventType type, @Nullable Instant time, ObjectNode body) {
    try {
      return new ImportedEvent(type, time, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
