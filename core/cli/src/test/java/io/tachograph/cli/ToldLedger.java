package io.tachograph.cli;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the ledger of a short story, one second an entry from 2026-11-01T08:00:00Z on. */
final class ToldLedger implements AutoCloseable {
  static final long START_NANOS = 1_793_520_000_000_000_000L;
  static final String MISSION = "11111111-1111-4111-8111-111111111111";
  static final String TASK = "01a00000-0000-7000-8000-0000000000a1";
  static final String SEARCH = "01a00000-0000-7000-8000-0000000000b2";
  static final String REFUND = "01a00000-0000-7000-8000-0000000000c3";
  static final String MODEL = "01a00000-0000-7000-8000-0000000000d4";
  static final String LOST = "01a00000-0000-7000-8000-0000000000e5";

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Ledger ledger;
  private long nanos = START_NANOS - NANOS_PER_SECOND;
  private long id;

  ToldLedger(Path folder) {
    this(folder, LedgerSettings.defaults());
  }

  ToldLedger(Path folder, LedgerSettings settings) {
    ledger = ChronicleLedger.open(folder, settings.withClock(() -> nanos));
  }

  /**
   * A task that asks a model, searches, decides and fails to refund; a call without end; and two
   * odd bodies.
   */
  static void tell(Path folder) {
    try (ToldLedger story = new ToldLedger(folder)) {
      story.tell();
      story.raw("odd", "{ \"data\":\n{\"n\":\r1.10} }");
      story.raw("odd", "{no json");
    }
  }

  /** The story, without what is odd. */
  void tell() {
    add(
        "task_start",
        ids(TASK, null),
        "\"name\":\"triage\",\"class\":\"com.acme.Triage\","
            + "\"method\":\"run\",\"payload\":{\"incident\":\"INC-1\"}");
    add(
        "model_call",
        ids(MODEL, TASK),
        "\"provider\":\"OPEN_AI\",\"model\":\"gpt-x\",\"tokens_in\":120,"
            + "\"tokens_out\":30,\"duration_ns\":250000000,\"finish_reason\":\"TOOL_EXECUTION\"");
    add(
        "tool_start",
        ids(SEARCH, TASK),
        "\"name\":\"search\",\"class\":\"com.acme.Tools\","
            + "\"method\":\"search\",\"payload\":{\"query\":\"late\\norders\",\"limit\":5,\"deep\":[{\"n\":1.5}]}");
    add(
        "tool_completed",
        ids(SEARCH, TASK),
        "\"name\":\"search\",\"duration_ns\":1000000000,"
            + "\"result\":{\"hits\":3,\"more\":false,\"next\":null,\"big\":12345678901234567890}");
    add(
        "decision",
        "\"parent_id\":\"" + TASK + "\",\"agent_id\":\"sre\",\"mission\":\"" + MISSION + "\"",
        "\"decision_type\":\"severity\",\"rationale\":\"three orders are late\","
            + "\"agent_name\":\"sre\",\"context\":{\"severity\":\"SEV-2\"}");
    add(
        "tool_start",
        ids(REFUND, TASK)
            + ",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
            + "\"span_id\":\"00f067aa0ba902b7\"",
        "\"name\":\"=refund\",\"class\":\"com.acme.Tools\","
            + "\"method\":\"refund\",\"payload\":{\"order\":\"O-1\"}");
    add(
        "tool_failed",
        ids(REFUND, TASK),
        "\"name\":\"=refund\",\"duration_ns\":1000000000,"
            + "\"error\":{\"type\":\"com.acme.Refused\",\"message\":\"no \\\"money\\\", left\",\"stack\":\"at x\"}");
    add(
        "task_completed",
        ids(TASK, null),
        "\"name\":\"triage\",\"duration_ns\":7000000000," + "\"result\":\"refund by hand\"");
    add("tool_start", ids(LOST, null), "\"name\":\"notify\",\"payload\":{}");
  }

  private static String ids(String task, @Nullable String parent) {
    return "\"task_id\":\""
        + task
        + "\","
        + (parent == null ? "" : "\"parent_id\":\"" + parent + "\",")
        + "\"agent_id\":\"sre\",\"mission\":\""
        + MISSION
        + "\"";
  }

  private void add(String type, String envelope, String data) {
    raw(type, "{" + envelope + ",\"data\":{" + data + "}}");
  }

  /** The next entries are so much later. */
  void later(long moreNanos) {
    nanos += moreNanos;
  }

  void raw(String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    nanos += NANOS_PER_SECOND;
    UUID event = new UUID(0x01a0_0000_0000_7000L, 0x9000_0000_0000_0000L + id++);
    ledger.append(
        event.getMostSignificantBits(),
        event.getLeastSignificantBits(),
        EventType.of(type),
        bytes,
        0,
        bytes.length);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
