package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger says of one mission: its calls, decisions and events, in their order. What happens
 * outside of any mission belongs to the run's own, whose UUID is the id of its {@code
 * ledger_opened}. For one thread.
 */
final class MissionStory {
  private final String uuid;
  private final CallTree tree = new CallTree();
  private boolean inItsRun;
  private @Nullable Entry first;
  private @Nullable Entry last;

  private MissionStory(String uuid) {
    this.uuid = uuid;
  }

  /** Reads it; null if the ledger says nothing of the mission. */
  static @Nullable MissionStory read(LedgerFolder folder, String uuid) throws IOException {
    MissionStory story = new MissionStory(uuid);
    try (EntryReader reader = EntryReader.open(folder)) {
      for (EntryReader.Located located = reader.next(); located != null; located = reader.next()) {
        story.take(located.entry());
      }
    }
    return story.first == null ? null : story;
  }

  private void take(Entry entry) {
    String type = entry.type();
    if (type.equals("ledger_opened")) {
      inItsRun = entry.id().toString().equals(uuid);
    }
    JsonNode body = Json.parse(entry.bodyText());
    String mission = body.path("mission").textValue();
    boolean isOfRun = mission == null && inItsRun && !isOfInstrumentation(type);
    if (uuid.equals(mission) || isOfRun) {
      tree.add(entry, body);
      first = first == null ? entry : first;
      last = entry;
    }
  }

  private static boolean isOfInstrumentation(String type) {
    return type.equals("instrumented") || type.equals("instrumentation_failed");
  }

  CallTree tree() {
    return tree;
  }

  /** Its first entry. */
  Entry first() {
    return present(first);
  }

  /** Its last entry. */
  Entry last() {
    return present(last);
  }

  private static Entry present(@Nullable Entry entry) {
    if (entry == null) {
      throw new IllegalStateException("a story has at least one entry");
    }
    return entry;
  }
}
