package io.tachograph.ship;

import java.time.Duration;

/**
 * Asks the far side whether it answers, where no ledger has just found out: over an empty folder,
 * or while nothing is recorded, nobody else would notice that it is away. For one thread.
 */
final class FarSidePing {
  /** So often it is asked at most, by whoever. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Sink sink;
  private final FarSide farSide;
  private final Notice notice;

  FarSidePing(Sink sink, FarSide farSide, Notice notice) {
    this.sink = sink;
    this.farSide = farSide;
    this.notice = notice;
  }

  /**
   * Asks it, if that is due.
   *
   * @param hasLedgers whether there are ledgers, one of which asks by itself when it did not answer
   */
  void round(boolean hasLedgers) {
    boolean othersAsk = hasLedgers && farSide.isDown();
    if (othersAsk || farSide.answeredWithin(PAUSE) || farSide.waitNanos() > 0) {
      return;
    }
    try {
      sink.ping();
      farSide.answered();
    } catch (SinkException e) {
      if (e.isUnavailable()) {
        farSide.failed(e);
      } else {
        farSide.answered();
        notice.of("the far side refuses to be asked, and is again: " + e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      // A mistake of ours must not end the asking for good.
      notice.of("the far side cannot be asked, and is again: " + e);
    }
  }
}
