package io.tachograph.ship;

import io.tachograph.ship.FarVerification.Judged;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Verifies every ledger at a far side again and again, one after the other, until it is closed. */
final class PeriodicVerification implements AutoCloseable {
  private final Target target;
  private final ShipListener listener;
  private final Notice notice;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(PeriodicVerification::daemon);

  private PeriodicVerification(Target target, ShipListener listener, Notice notice) {
    this.target = target;
    this.listener = listener;
    this.notice = notice;
  }

  /** Begins; the first time comes after a pause, too. */
  static PeriodicVerification start(
      Target target, Duration pause, ShipListener listener, Notice notice) {
    PeriodicVerification verification = new PeriodicVerification(target, listener, notice);
    var unused =
        verification.thread.scheduleWithFixedDelay(
            verification::verify, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return verification;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tachograph-verify-every");
    thread.setDaemon(true);
    return thread;
  }

  private void verify() {
    try (Source source = Sources.open(target)) {
      FarVerification.of(source, source.ledgers(), Map.of(), Expectation.NONE, 1, this::judged);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      // A mistake of ours must not end the verifying for good.
      notice.of("the far side cannot be verified, and is again: " + e);
    }
  }

  private void judged(Judged judged) {
    listener.verified(judged.ledger(), judged.result());
    if (judged.result() != Verified.OK) {
      notice.of(
          judged.ledger(),
          "NOT VERIFIED at the far side, run verify on it: "
              + (judged.report() == null ? judged.failure() : judged.report().findings().get(0)));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
