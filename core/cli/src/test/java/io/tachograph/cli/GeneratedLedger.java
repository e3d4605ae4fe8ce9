package io.tachograph.cli;

import io.tachograph.api.experience.DecisionStep;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.OutcomeRecorded;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.experience.LedgerExperienceStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Writes a ledger of events with any of what they can be asked for by, and makes up filters. */
final class GeneratedLedger implements AutoCloseable {
  static final long START_NANOS = 1_793_520_000_000_000_000L;
  private static final long STEP_NANOS = 60_000_000_000L;
  private static final String[] TYPES = {
    "task_start", "task_completed", "tool_start", "tool_completed", "tool_denied", "policy.checked"
  };

  private final Random random;
  private final Ledger ledger;
  private final LedgerExperienceStore experience;
  private final List<String> tasks = new ArrayList<>();
  private long nanos = START_NANOS;

  GeneratedLedger(Path folder, Random random) {
    this.random = random;
    LedgerSettings settings =
        LedgerSettings.defaults().withClock(() -> nanos).withSealing(Sealing.DEFAULT);
    ledger = ChronicleLedger.open(folder, settings);
    experience = new LedgerExperienceStore(ledger);
    tasks.add("the first task");
  }

  /** Writes one and closes it. */
  static void write(Path folder, int events, Random random) {
    try (GeneratedLedger generated = new GeneratedLedger(folder, random)) {
      generated.append(events);
    }
  }

  void append(int events) {
    for (int i = 0; i < events; i++) {
      // Wall clocks step back now and then.
      nanos += random.nextInt(50) == 0 ? -10 * STEP_NANOS : random.nextLong(2 * STEP_NANOS);
      if (random.nextInt(8) == 0) {
        outcome();
      } else {
        event();
      }
    }
  }

  private void outcome() {
    experience.appendEvent(
        ExperienceEventEnvelope.of(
                new OutcomeRecorded(
                    "chain-" + random.nextInt(9),
                    DecisionStep.PLANNING,
                    true,
                    null,
                    null,
                    null,
                    null,
                    null))
            .withTenant("tenant-" + random.nextInt(3))
            .withCorrelation("run-" + random.nextInt(20)));
  }

  private void event() {
    if (random.nextInt(3) == 0) {
      tasks.add(
          random.nextBoolean()
              ? new UUID(((nanos / 1_000_000) << 16) | 0x7000, random.nextLong()).toString()
              : "täsk \\\"" + tasks.size() + "\\\"");
    }
    String body =
        "{"
            + member("task_id", tasks.get(random.nextInt(tasks.size())))
            + member("parent_id", tasks.get(random.nextInt(tasks.size())))
            + (random.nextBoolean() ? member("agent_id", "agent-" + random.nextInt(4)) : "")
            + (random.nextBoolean() ? member("mission", "mission-" + random.nextInt(9)) : "")
            + (random.nextBoolean() ? member("tenant_id", "tenant-" + random.nextInt(3)) : "")
            + (random.nextInt(5) == 0 ? member("trace_id", "0af7".repeat(8)) : "")
            + "\"data\":{\"name\":\"tool-"
            + random.nextInt(5)
            + "\"}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(
        random.nextLong(),
        random.nextLong(),
        EventType.of(TYPES[random.nextInt(TYPES.length)]),
        bytes,
        0,
        bytes.length);
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":\"" + value + "\",";
  }

  /** The next entries are so much later. */
  void later(long moreNanos) {
    nanos += moreNanos;
  }

  /** Options such as a user may give for such a ledger, none, one or several. */
  static List<String> filter(Random random, long entries) {
    List<String> options = new ArrayList<>();
    int several = random.nextInt(3);
    for (int i = 0; i <= several; i++) {
      String option =
          switch (random.nextInt(14)) {
            case 0 -> "--type=" + TYPES[random.nextInt(TYPES.length)];
            case 1 ->
                "--type=tool_denied,experience,task_" + (random.nextBoolean() ? "start" : "x");
            case 2 -> "--agent=agent-" + random.nextInt(5);
            case 3 -> "--mission=mission-" + random.nextInt(10);
            case 4 -> "--tenant=tenant-" + random.nextInt(4);
            case 5 -> "--tool=tool-" + random.nextInt(6);
            case 6 -> "--task=the first task";
            case 7 -> "--trace=" + "0af7".repeat(8);
            case 8 -> "--kind=OutcomeRecorded";
            case 9 -> "--chain=chain-" + random.nextInt(10);
            case 10 -> "--correlation=run-" + random.nextInt(20);
            case 11 -> "--since=" + time(random, entries);
            case 12 -> "--until=" + time(random, entries);
            default -> "--seq=" + random.nextLong(entries) + "..";
          };
      String name = option.substring(0, option.indexOf('='));
      if (options.stream().noneMatch(given -> given.startsWith(name + "="))) {
        options.add(option);
      }
    }
    return options;
  }

  private static String time(Random random, long entries) {
    return Entry.instant(START_NANOS + random.nextLong(entries) * STEP_NANOS).toString();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
