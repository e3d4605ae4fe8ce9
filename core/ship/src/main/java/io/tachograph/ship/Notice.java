package io.tachograph.ship;

import io.tachograph.verifier.PlainText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says to the operator what happens, a line each; what was said already within a while of the same
 * ledger is not said again. For any thread.
 */
final class Notice {
  private static final long QUIET_SECONDS = 60;
  private static final int MAX_REMEMBERED = 1_000;

  private final PrintWriter out;
  private final Object lock = new Object();
  private final Map<String, Instant> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  Notice(PrintWriter out) {
    this.out = out;
  }

  /** Of all ledgers. */
  void of(String what) {
    say(what);
  }

  /** Of one ledger. */
  void of(ShippedLedger ledger, String what) {
    say(ledger + ": " + what);
  }

  private void say(String what) {
    Instant now = Instant.now();
    synchronized (lock) {
      Instant before = said.get(what);
      if (before == null || before.plusSeconds(QUIET_SECONDS).isBefore(now)) {
        said.remove(what);
        said.put(what, now);
        out.println(now.truncatedTo(ChronoUnit.MILLIS) + " " + PlainText.line(what));
      }
    }
  }
}
