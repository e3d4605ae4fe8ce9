package io.tachograph.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A service that writes a ledger by the real writer, with a clock that the test sets. */
final class AuditedService implements AutoCloseable {
  static final Instant FIRST_DAY = Instant.parse("2026-01-30T12:00:00Z");
  private static final EventType START = EventType.of("tool_start");
  private static final EventType END = EventType.of("tool_completed");

  final Path folder;
  final List<String> trouble = new CopyOnWriteArrayList<>();
  private final AtomicLong now = new AtomicLong(FIRST_DAY.getEpochSecond() * 1_000_000_000L);
  private final Random random;
  private ChronicleLedger ledger;

  AuditedService(Path folder, long seed) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.random = new Random(seed);
    this.ledger = open();
  }

  private ChronicleLedger open() {
    return ChronicleLedger.open(
        folder,
        LedgerSettings.defaults()
            .withClock(now::incrementAndGet)
            .withRoll(RollInterval.HOURLY)
            .withSealing(
                new Sealing(
                    100,
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    null,
                    (what, error) -> trouble.add(what + ": " + error))));
  }

  /** Writes so many entries: calls, some of them long, with what bodies hold. */
  AuditedService record(int entries) {
    for (int i = 0; i < entries; i++) {
      now.addAndGet(random.nextInt(2_000_000));
      String text = "täsk \\u0000 \\ud83d\\ude00 " + "x".repeat(random.nextInt(400));
      String body =
          "{\"task_id\":\"t"
              + i / 2
              + "\",\"agent_id\":\"agent-"
              + i % 3
              + "\",\"data\":{\"text\":\""
              + text
              + "\",\"n\":"
              + random.nextInt()
              + "}}";
      append(i % 2 == 0 ? START : END, body);
    }
    return this;
  }

  /** Writes one entry. */
  void append(EventType type, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    ledger.append(random.nextLong(), random.nextLong(), type, bytes, 0, bytes.length);
  }

  /** Lets time pass, so that the ledger rolls. */
  AuditedService pass(Duration time) {
    now.addAndGet(time.toNanos());
    return this;
  }

  /** Ends the process in order, and starts another. */
  AuditedService restart() {
    ledger.close();
    ledger = open();
    return this;
  }

  String id() {
    return ledger.id().toString();
  }

  long size() {
    return ledger.head().seq() + 1;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
