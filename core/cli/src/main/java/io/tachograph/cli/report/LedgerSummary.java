package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryFields;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.Tally;
import io.tachograph.store.index.TallyBy;
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
  private final Map<String, Tally> tasks = new LinkedHashMap<>();
  private final Map<String, Tally> tools = new LinkedHashMap<>();
  private final Map<String, Tally> models = new LinkedHashMap<>();
  private final Map<String, Tally> agents = new LinkedHashMap<>();
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

  /** Takes the next entry. */
  public void add(Entry entry) {
    IndexRow row = EntryFields.row(entry);
    Instant time = entry.time();
    entries++;
    first = first == null ? time : first;
    last = time;
    types.merge(entry.type(), 1L, Long::sum);
    MissionActivity mission = mission(time, row.fields().get(IndexField.MISSION));
    CallPart call = row.call();
    if (call == null) {
      other(entry, Json.parse(entry.bodyText()), mission);
    } else {
      inRun(time, false);
      call(row, call, mission);
    }
  }

  private void call(IndexRow row, CallPart call, @Nullable MissionActivity mission) {
    switch (call.of()) {
      case MODEL -> in(models, call.name()).event(call);
      case TASK -> in(tasks, call.name()).event(call);
      default -> in(tools, call.name()).event(call);
    }
    if (call.of() == TallyBy.MODEL) {
      return;
    }
    String agent = row.fields().get(IndexField.AGENT);
    if (agent != null) {
      in(agents, agent).event(call);
    }
    if (mission != null) {
      mission.call(call);
    }
    slots.at(row.timeNanos()).event(call);
  }

  /** One that is no part of a call. */
  private void other(Entry entry, JsonNode body, @Nullable MissionActivity mission) {
    Instant time = entry.time();
    String type = entry.type();
    JsonNode data = body.path("data");
    if (type.equals("ledger_opened")) {
      runs.add(new ProcessRun(time, data));
    }
    inRun(time, type.equals("ledger_closed"));
    if (mission != null) {
      mission.entry(type, data);
    }
    switch (type) {
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

  private void inRun(Instant time, boolean closes) {
    if (!runs.isEmpty()) {
      runs.get(runs.size() - 1).entry(time, closes);
    }
  }

  private @Nullable MissionActivity mission(Instant time, @Nullable String uuid) {
    if (uuid == null) {
      return null;
    }
    MissionActivity mission =
        missions.computeIfAbsent(bounded(missions, uuid), unknown -> new MissionActivity(time));
    mission.at(time);
    return mission;
  }

  private static String bounded(Map<String, ?> known, String name) {
    return known.size() < MOST_NAMES || known.containsKey(name) ? name : OTHERS;
  }

  private static Tally in(Map<String, Tally> known, String name) {
    return known.computeIfAbsent(bounded(known, name), unknown -> new Tally());
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
  public Map<String, Tally> tasks() {
    return tasks;
  }

  /** By the tool's name. */
  public Map<String, Tally> tools() {
    return tools;
  }

  /** Model calls by provider and model. */
  public Map<String, Tally> models() {
    return models;
  }

  /** Tasks and tool calls by the acting agent. */
  public Map<String, Tally> agents() {
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
