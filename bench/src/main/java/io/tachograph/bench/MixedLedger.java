package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of millions of events such as a fleet's month has: tasks with tool calls and model calls
 * in them, some failed, decisions, approvals and experience events, of a few agents, some dozens of
 * tools, thousands of missions, several tenants. The same each time.
 */
public final class MixedLedger {
  private static final long START_NANOS = 1_793_520_000_000_000_000L;
  private static final long MONTH_NANOS = 30L * 24 * 3_600 * 1_000_000_000L;
  private static final int AGENTS = 12;
  private static final int TOOLS = 40;
  private static final int TENANTS = 5;
  private static final int TASKS_A_MISSION = 20;
  private static final int MAX_TOOL_CALLS = 12;
  private static final int FAILURES_IN_100 = 4;
  private static final EventType TASK_START = EventType.of("task_start");
  private static final EventType TASK_COMPLETED = EventType.of("task_completed");
  private static final EventType TASK_FAILED = EventType.of("task_failed");
  private static final EventType TOOL_START = EventType.of("tool_start");
  private static final EventType TOOL_COMPLETED = EventType.of("tool_completed");
  private static final EventType TOOL_FAILED = EventType.of("tool_failed");
  private static final EventType MODEL_CALL = EventType.of("model_call");
  private static final EventType DECISION = EventType.of("decision");
  private static final EventType APPROVAL = EventType.of("approval_requested");
  private static final EventType EXPERIENCE = EventType.of("experience");

  private final SplittableRandom random = new SplittableRandom(1);
  private final Ledger ledger;
  private final long stepNanos;
  private long nanos = START_NANOS;
  private long written;
  private String mission = "";
  private String tenant = "";
  private String agent = "";

  private MixedLedger(Path folder, long events) {
    stepNanos = MONTH_NANOS / Math.max(1, events);
    ledger =
        ChronicleLedger.open(
            folder, LedgerSettings.defaults().withClock(() -> nanos).withSealing(Sealing.DEFAULT));
  }

  /**
   * Writes one.
   *
   * @param arguments the folder, and how many events, 5 million by default
   */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]), arguments.length > 1 ? Long.parseLong(arguments[1]) : 5_000_000);
  }

  /** Writes at least so many events into a new ledger. */
  static void write(Path folder, long events) {
    MixedLedger mixed = new MixedLedger(folder, events);
    try (Ledger open = mixed.ledger) {
      for (long task = 0; mixed.written < events; task++) {
        mixed.task(task);
      }
    }
  }

  private void task(long number) {
    if (number % TASKS_A_MISSION == 0) {
      mission = id().toString();
      tenant = "tenant-" + random.nextInt(TENANTS);
    }
    agent = "agent-" + random.nextInt(AGENTS);
    UUID task = id();
    String name = "task-" + number % 7;
    call(
        TASK_START,
        task,
        task,
        null,
        "\"name\":\""
            + name
            + "\",\"class\":\"com.acme.Desk\","
            + "\"method\":\"handle\",\"payload\":{\"ticket\":\"T-"
            + number
            + "\"}");
    long began = nanos;
    int calls = random.nextInt(MAX_TOOL_CALLS);
    for (int i = 0; i < calls; i++) {
      if (i % 3 == 0) {
        UUID model = id();
        call(
            MODEL_CALL,
            id(),
            model,
            task,
            "\"provider\":\"OPEN_AI\",\"model\":\"gpt-"
                + i % 2
                + "\",\"tokens_in\":"
                + random.nextInt(4_000)
                + ",\"tokens_out\":"
                + random.nextInt(800)
                + ",\"duration_ns\":"
                + random.nextLong(3_000_000_000L)
                + ",\"finish_reason\":\"STOP\"");
      }
      tool(task);
    }
    around(number, task);
    boolean failed = random.nextInt(100) < FAILURES_IN_100;
    call(
        failed ? TASK_FAILED : TASK_COMPLETED,
        id(),
        task,
        null,
        "\"name\":\"" + name + "\",\"duration_ns\":" + (nanos - began) + "," + outcome(failed));
  }

  /** What is said of a task now and then. */
  private void around(long number, UUID task) {
    if (number % 5 == 0) {
      event(
          DECISION,
          task,
          "\"decision_type\":\"route\",\"rationale\":\"ticket T-"
              + number
              + " is about a late order\",\"agent_name\":\""
              + agent
              + "\",\"context\":{\"queue\":"
              + random.nextInt(9)
              + "}");
    }
    if (number % 50 == 0) {
      event(APPROVAL, task, "\"what\":\"refund\",\"by\":\"desk\",\"reason\":\"above limit\"");
    }
    if (number % 4 == 0) {
      event(
          EXPERIENCE,
          task,
          "\"event_id\":\""
              + id()
              + "\",\"occurred_at\":\"2026-11-01T08:00:00Z\","
              + "\"tenant_id\":\""
              + tenant
              + "\",\"correlation_id\":\"corr-"
              + number
              + "\",\"event\":{\"type\":\"OutcomeRecorded\",\"data\":{\"chain_id\":\"chain-"
              + number / 10
              + "\",\"step\":\"Planning\",\"passed\":true}}");
    }
  }

  private void tool(UUID task) {
    UUID tool = id();
    String name = "tool-" + random.nextInt(TOOLS);
    call(
        TOOL_START,
        tool,
        tool,
        task,
        "\"name\":\""
            + name
            + "\",\"class\":\"com.acme.Tools\","
            + "\"method\":\"run\",\"payload\":{\"query\":\"orders of customer "
            + random.nextInt(100_000)
            + "\",\"limit\":"
            + random.nextInt(50)
            + "}");
    boolean failed = random.nextInt(100) < FAILURES_IN_100;
    call(
        failed ? TOOL_FAILED : TOOL_COMPLETED,
        id(),
        tool,
        task,
        "\"name\":\""
            + name
            + "\",\"duration_ns\":"
            + random.nextLong(200_000_000L)
            + ","
            + outcome(failed));
  }

  private String outcome(boolean failed) {
    return failed
        ? "\"error\":{\"type\":\"java.io.IOException\",\"message\":\"no answer in time\"}"
        : "\"result\":{\"rows\":" + random.nextInt(500) + ",\"more\":false}";
  }

  private void call(EventType type, UUID event, UUID task, @Nullable UUID parent, String data) {
    append(
        type,
        event,
        "\"task_id\":\""
            + task
            + "\","
            + (parent == null ? "" : "\"parent_id\":\"" + parent + "\",")
            + within(data));
  }

  private void event(EventType type, UUID parent, String data) {
    append(type, id(), "\"parent_id\":\"" + parent + "\"," + within(data));
  }

  private String within(String data) {
    return "\"agent_id\":\""
        + agent
        + "\",\"mission\":\""
        + mission
        + "\",\"tenant_id\":\""
        + tenant
        + "\",\"data\":{"
        + data
        + "}";
  }

  private void append(EventType type, UUID event, String members) {
    byte[] body = ("{" + members + "}").getBytes(StandardCharsets.UTF_8);
    nanos += stepNanos;
    written++;
    ledger.append(
        event.getMostSignificantBits(),
        event.getLeastSignificantBits(),
        type,
        body,
        0,
        body.length);
  }

  private UUID id() {
    long millis = nanos / 1_000_000;
    return new UUID(
        millis << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | 1L << 63);
  }
}
