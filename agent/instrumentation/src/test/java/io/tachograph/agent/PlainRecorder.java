package io.tachograph.agent;

import io.tachograph.ledger.Ledger;
import io.tachograph.recorder.CaptureLimits;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.Redaction;
import io.tachograph.recorder.SwallowedErrors;

/** A recorder with all as it is by default. */
public final class PlainRecorder {
  private PlainRecorder() {}

  /** Writes to that ledger. */
  public static Recorder on(Ledger ledger, SwallowedErrors errors) {
    return new Recorder(
        ledger,
        FailurePolicy.OPEN,
        CaptureLimits.DEFAULT,
        new Redaction(Redaction.DEFAULT_WORDS),
        errors);
  }
}
