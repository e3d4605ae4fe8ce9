package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What the ledger says of one mission, counted. */
public final class MissionActivity {
  private final CallStatistics tasks = new CallStatistics();
  private final CallStatistics tools = new CallStatistics();
  private final Instant first;
  private Instant last;
  private String description = "";
  private String status = "";
  private long events;

  MissionActivity(Instant first) {
    this.first = first;
    this.last = first;
  }

  void entry(Instant time, String type, JsonNode data) {
    last = time;
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

  CallStatistics of(boolean task) {
    return task ? tasks : tools;
  }

  void event() {
    events++;
  }

  /** Its tasks. */
  public CallStatistics tasks() {
    return tasks;
  }

  /** Its tool calls. */
  public CallStatistics tools() {
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
