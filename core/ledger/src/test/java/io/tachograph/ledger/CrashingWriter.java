package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tachograph.format.EventType;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that writes, rolls, signs and exchanges keys as fast as it can until it dies: killed
 * from outside, or halted by itself at a step.
 */
final class CrashingWriter {
  /** How much faster its clock runs: a roll file of an hour lasts a fifth of a second. */
  private static final long SPEED = 18_000;

  static final String ACKNOWLEDGED = "acknowledged";

  private CrashingWriter() {}

  /** The clock, which goes on over restarts. */
  static EpochClock clock(long epochNanos) {
    return () -> {
      long now = EpochClock.SYSTEM.nanos();
      return epochNanos + (now - epochNanos) * SPEED;
    };
  }

  static LedgerSettings settings(EpochClock clock) {
    Sealing sealing =
        new Sealing(20, Duration.ofMillis(5), Duration.ofMillis(60), null, (what, e) -> {});
    return LedgerSettings.defaults()
        .withClock(clock)
        .withSealing(sealing)
        .withRoll(RollInterval.HOURLY);
  }

  /**
   * Writes.
   *
   * @param arguments the folder; the clock's start; where to halt, {@code none}, {@code clock:N} or
   *     {@code files:N:FAULT}
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    EpochClock clock = clock(Long.parseLong(arguments[1]));
    String[] halt = arguments[2].split(":", -1);
    DurableFiles files = new DiskFiles();
    if (halt[0].equals("clock")) {
      EpochClock running = clock;
      AtomicLong left = new AtomicLong(Long.parseLong(halt[1]));
      clock =
          () -> {
            if (left.decrementAndGet() == 0) {
              Runtime.getRuntime().halt(3);
            }
            return running.nanos();
          };
    } else if (halt[0].equals("files")) {
      files =
          new FaultyFiles(
              Integer.parseInt(halt[1]),
              FaultyFiles.Fault.valueOf(halt[2]),
              true,
              () -> Runtime.getRuntime().halt(3));
    }
    EventType type = EventType.of("tested");
    byte[] body = ("{\"data\":{\"text\":\"" + "x".repeat(300) + "\"}}").getBytes(UTF_8);
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(ACKNOWLEDGED).toFile(), "rw");
        ChronicleLedger ledger = ChronicleLedger.open(folder, settings(clock), files)) {
      MappedByteBuffer acknowledged =
          file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
      System.out.println("writing");
      for (long i = 0; ; i++) {
        acknowledged.putLong(0, ledger.append(1, i, type, body, 0, body.length));
        if (i % 64 == 0) {
          Thread.sleep(1);
        }
      }
    }
  }
}
