package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryFields;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.Tallies;
import io.tachograph.store.index.Tally;
import io.tachograph.store.index.TallyBy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A counted ledger as JSON. */
final class StatsJson {
  private StatsJson() {}

  static ObjectNode tree(Path path, CountedLedger ledger) {
    Tallies tallies = ledger.statistics().tallies();
    ObjectNode tree = Json.object();
    ObjectNode types = Json.object();
    long entries = 0;
    for (Map.Entry<String, Tally> type : tallies.by(TallyBy.TYPE).entrySet()) {
      types.put(type.getKey(), type.getValue().events());
      entries += type.getValue().events();
    }
    tree.put("ledger", path.toString());
    tree.put("entries", entries);
    tree.put("first", time(ledger.first()));
    tree.put("last", time(ledger.last()));
    tree.put("unrecorded", ledger.unrecorded());
    tree.set("types", types);
    calls(tree.putArray("tasks"), "name", tallies.by(TallyBy.TASK));
    calls(tree.putArray("tools"), "name", tallies.by(TallyBy.TOOL));
    calls(tree.putArray("models"), "name", tallies.by(TallyBy.MODEL));
    calls(tree.putArray("agents"), "agent_id", tallies.by(TallyBy.AGENT));
    hours(tree.putArray("hours"), tallies.by(TallyBy.HOUR));
    ArrayNode slowest = tree.putArray("slowest");
    ledger.statistics().slowest().forEach(entry -> slow(slowest, entry));
    return tree;
  }

  private static @Nullable String time(@Nullable Entry entry) {
    return entry == null ? null : entry.time().toString();
  }

  private static void calls(ArrayNode rows, String key, Map<String, Tally> names) {
    names.forEach((name, tally) -> calls(rows.addObject().put(key, name), tally));
  }

  private static void hours(ArrayNode rows, Map<String, Tally> hours) {
    hours.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(StatsJson::compareHours))
        .forEach(
            hour -> {
              long seconds = TimeUnit.HOURS.toSeconds(Long.parseLong(hour.getKey()));
              String from = Instant.ofEpochSecond(seconds).toString();
              calls(rows.addObject().put("from", from), hour.getValue());
            });
  }

  private static int compareHours(String a, String b) {
    return Long.compare(Long.parseLong(a), Long.parseLong(b));
  }

  private static void calls(ObjectNode row, Tally tally) {
    row.put("began", tally.begun());
    row.put("ended", tally.ended());
    row.put("failed", tally.failed());
    if (tally.ended() > 0) {
      row.put("p50_ns", tally.nanosAt(50));
      row.put("p90_ns", tally.nanosAt(90));
      row.put("p95_ns", tally.nanosAt(95));
      row.put("p99_ns", tally.nanosAt(99));
      row.put("max_ns", tally.nanosAt(100));
    }
  }

  private static void slow(ArrayNode rows, Entry entry) {
    IndexRow row = EntryFields.row(entry);
    CallPart call = row.call();
    if (call != null) {
      ObjectNode slow = rows.addObject();
      slow.put("seq", entry.seq());
      slow.put("time", entry.time().toString());
      slow.put("type", entry.type());
      slow.put("name", call.name());
      slow.put("task_id", row.fields().get(IndexField.TASK));
      slow.put("agent_id", row.fields().get(IndexField.AGENT));
      slow.put("duration_ns", call.durationNanos());
    }
  }
}
