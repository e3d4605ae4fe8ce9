package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.Entry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger holds, counted while its entries go by. What grows with what a host names is
 * bounded, and what is beyond the bound is counted together. For one thread.
 */
public final class LedgerSummary {
  /** What the names beyond the bound are counted under. */
  public static final String OTHERS = "(all others)";

  private static final int MOST_NAMES = 500;
  private static final int MOST_EVENTS = 1_000;
  private static final int MAX_TEXT_CHARS = 400;

  private final Map<String, Long> types = new TreeMap<>();
  private final Map<String, CallStatistics> tasks = new LinkedHashMap<>();
  private final Map<String, CallStatistics> tools = new LinkedHashMap<>();
  private final Map<String, CallStatistics> models = new LinkedHashMap<>();
  private final Map<String, CallStatistics> agents = new LinkedHashMap<>();
  private final Map<String, MissionActivity> missions = new LinkedHashMap<>();
  private final List<ProcessRun> runs = new ArrayList<>();
  private final Deque<NotedEvent> events = new ArrayDeque<>();
  private final TimeSlots slots = new TimeSlots();
  private long eventCount;
  private long entries;
  private long unrecorded;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Of nothing yet. */
  public LedgerSummary() {}

  /**
   * Takes the next entry.
   *
   * @param body its body, parsed; a missing node where that is no JSON
   */
  public void add(Entry entry, JsonNode body) {
    Instant time = entry.time();
    String type = entry.type();
    JsonNode data = body.path("data");
    entries++;
    first = first == null ? time : first;
    last = time;
    types.merge(type, 1L, Long::sum);
    run(time, type, data);
    MissionActivity mission = mission(time, body);
    if (mission != null) {
      mission.entry(time, type, data);
    }
    switch (type) {
      case "task_start", "tool_start" -> start(entry, body, data, mission);
      case "task_completed", "tool_completed" -> end(entry, body, data, mission, false);
      case "task_failed", "tool_failed" -> end(entry, body, data, mission, true);
      case "model_call" -> model(data);
      case "gap" -> unrecorded += data.path("unrecorded").asLong();
      case "ledger_created",
          "ledger_opened",
          "ledger_closed",
          "key_rotated",
          "instrumented",
          "instrumentation_failed" -> {
        // They are shown where they belong: runs, keys, coverage.
      }
      default -> event(entry, body, data, mission);
    }
  }

  private void run(Instant time, String type, JsonNode data) {
    if (type.equals("ledger_opened")) {
      runs.add(new ProcessRun(time, data));
    }
    if (!runs.isEmpty()) {
      runs.get(runs.size() - 1).entry(time, type.equals("ledger_closed"));
    }
  }

  private @Nullable MissionActivity mission(Instant time, JsonNode body) {
    String uuid = body.path("mission").textValue();
    return uuid == null
        ? null
        : missions.computeIfAbsent(bounded(missions, uuid), unknown -> new MissionActivity(time));
  }

  private static String bounded(Map<String, ?> known, String name) {
    return known.size() < MOST_NAMES || known.containsKey(name) ? name : OTHERS;
  }

  private static CallStatistics in(Map<String, CallStatistics> known, String name) {
    return known.computeIfAbsent(bounded(known, name), unknown -> new CallStatistics());
  }

  private List<CallStatistics> of(
      Entry entry, JsonNode body, JsonNode data, @Nullable MissionActivity mission) {
    boolean isTask = entry.type().startsWith("task_");
    List<CallStatistics> all = new ArrayList<>();
    all.add(in(isTask ? tasks : tools, data.path("name").asText("?")));
    String agent = body.path("agent_id").textValue();
    if (agent != null) {
      all.add(in(agents, agent));
    }
    if (mission != null) {
      all.add(mission.of(isTask));
    }
    all.add(slots.at(entry.timeNanos()));
    return all;
  }

  private void start(Entry entry, JsonNode body, JsonNode data, @Nullable MissionActivity mission) {
    of(entry, body, data, mission).forEach(CallStatistics::start);
  }

  private void end(
      Entry entry,
      JsonNode body,
      JsonNode data,
      @Nullable MissionActivity mission,
      boolean failed) {
    long nanos = data.path("duration_ns").asLong();
    of(entry, body, data, mission).forEach(statistics -> statistics.end(nanos, failed));
  }

  private void model(JsonNode data) {
    String name = data.path("provider").asText("") + " " + data.path("model").asText("");
    CallStatistics statistics = in(models, name.strip());
    statistics.start();
    statistics.end(data.path("duration_ns").asLong(), data.has("error"));
  }

  private void event(Entry entry, JsonNode body, JsonNode data, @Nullable MissionActivity mission) {
    if (mission != null) {
      mission.event();
    }
    eventCount++;
    JsonNode experience = data.path("event");
    boolean isExperience = entry.type().equals("experience") && experience.has("type");
    JsonNode said = isExperience ? experience.path("data") : data;
    String text = said.isMissingNode() ? "" : said.toString();
    events.addLast(
        new NotedEvent(
            entry.seq(),
            entry.time(),
            isExperience ? "experience: " + experience.path("type").asText() : entry.type(),
            body.path("agent_id").asText(""),
            text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) + "…" : text));
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
  }

  /** How many entries of each type, by type. */
  public Map<String, Long> types() {
    return types;
  }

  /** By the task's name. */
  public Map<String, CallStatistics> tasks() {
    return tasks;
  }

  /** By the tool's name. */
  public Map<String, CallStatistics> tools() {
    return tools;
  }

  /** Model calls by provider and model. */
  public Map<String, CallStatistics> models() {
    return models;
  }

  /** Tasks and tool calls by the acting agent. */
  public Map<String, CallStatistics> agents() {
    return agents;
  }

  /** By UUID. */
  public Map<String, MissionActivity> missions() {
    return missions;
  }

  /** In order. */
  public List<ProcessRun> runs() {
    return runs;
  }

  /** The last of the governance and experience events, the oldest first. */
  public Deque<NotedEvent> events() {
    return events;
  }

  /** How many governance and experience events there are. */
  public long eventCount() {
    return eventCount;
  }

  /** Tasks and tool calls over time. */
  public TimeSlots slots() {
    return slots;
  }

  /** How many entries. */
  public long entries() {
    return entries;
  }

  /** How many events went unrecorded, by what the gap entries say. */
  public long unrecorded() {
    return unrecorded;
  }

  /** The time of the first entry, or null if there is none. */
  public @Nullable Instant first() {
    return first;
  }

  /** The time of the last entry, or null if there is none. */
  public @Nullable Instant last() {
    return last;
  }
}
