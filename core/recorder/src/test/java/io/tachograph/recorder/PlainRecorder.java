package io.tachograph.recorder;

import io.tachograph.ledger.Ledger;

/** A recorder with all as it is by default. */
final class PlainRecorder {
  private PlainRecorder() {}

  /** Writes to that ledger. */
  static Recorder on(Ledger ledger, SwallowedErrors errors) {
    return new Recorder(
        ledger,
        FailurePolicy.OPEN,
        CaptureLimits.DEFAULT,
        new Redaction(Redaction.DEFAULT_WORDS),
        errors);
  }
}
