package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many ledgers that are written at an even rate, in turn, as those of a fleet are: what a shipper
 * is measured with. Bodies of 300 bytes, as of a tool call.
 */
public final class FleetWriter {
  private static final EventType TYPE = EventType.of("tool_completed");
  private static final int RESULT_CHARS = 150;

  private FleetWriter() {}

  /**
   * Writes them.
   *
   * @param arguments a folder, how many ledgers, how many events a second they take together, and
   *     for how many seconds
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    long rate = Long.parseLong(arguments[2]);
    long events = rate * Long.parseLong(arguments[3]);
    List<Ledger> ledgers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LedgerSettings settings = LedgerSettings.defaults().withSealing(Sealing.DEFAULT);
      ledgers.add(ChronicleLedger.open(folder.resolve("service-" + i), settings));
    }
    System.out.println("writing");
    long start = System.nanoTime();
    for (long event = 0; event < events; event++) {
      long due = start + event * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      append(ledgers.get((int) (event % count)), event);
    }
    long took = System.nanoTime() - start;
    System.out.println(
        "events=" + events + " per_second=" + events * TimeUnit.SECONDS.toNanos(1) / took);
    ledgers.forEach(Ledger::close);
  }

  private static void append(Ledger ledger, long event) {
    String body =
        "{\"task_id\":\"01a00000-0000-7000-8000-0000000000a1\",\"agent_id\":\"agent-"
            + event % 7
            + "\",\"data\":{\"name\":\"refund\",\"duration_ns\":"
            + event
            + ",\"result\":\""
            + "r".repeat(RESULT_CHARS)
            + "\"}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(1, event, TYPE, bytes, 0, bytes.length);
  }
}
