package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.Tally;
import io.tachograph.store.index.TallyBy;
import java.time.Instant;

/** What the ledger says of one mission, counted. */
public final class MissionActivity {
  private final Tally tasks = new Tally();
  private final Tally tools = new Tally();
  private final Instant first;
  private Instant last;
  private String description = "";
  private String status = "";
  private long events;

  MissionActivity(Instant first) {
    this.first = first;
    this.last = first;
  }

  void at(Instant time) {
    last = time;
  }

  void entry(String type, JsonNode data) {
    switch (type) {
      case "mission_created", "mission_updated" -> {
        description = data.path("description").asText(description);
        status = data.path("status").asText(status);
      }
      case "mission_completed" -> status = "completed";
      case "mission_failed" -> status = "failed";
      default -> {
        // Counted by whoever knows what it is.
      }
    }
  }

  void call(CallPart call) {
    (call.of() == TallyBy.TASK ? tasks : tools).event(call);
  }

  void event() {
    events++;
  }

  /** Its tasks. */
  public Tally tasks() {
    return tasks;
  }

  /** Its tool calls. */
  public Tally tools() {
    return tools;
  }

  /** When the ledger first speaks of it. */
  public Instant first() {
    return first;
  }

  /** When the ledger last speaks of it. */
  public Instant last() {
    return last;
  }

  /** As the mission was described, or empty. */
  public String description() {
    return description;
  }

  /** As it was set last, or empty. */
  public String status() {
    return status;
  }

  /** How many decisions and other events it has. */
  public long events() {
    return events;
  }
}
