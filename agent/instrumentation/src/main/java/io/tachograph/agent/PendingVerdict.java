package io.tachograph.agent;

import io.tachograph.agent.VerdictReading.Verdict;
import io.tachograph.recorder.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A judgement that is being made.
 *
 * @param reading reads it
 * @param judge who makes it
 */
record PendingVerdict(VerdictReading reading, String judge) {
  private static final String FAILED = "failed";

  /** It is made, or making it threw. */
  void end(Recorder recorder, @Nullable Object returned, @Nullable Throwable thrown) {
    if (returned != null) {
      Verdict verdict = reading.verdict(returned);
      recorder.decision(
          verdict.type(), verdict.reason(), VerdictReading.context(judge, verdict.result()));
    } else if (thrown != null) {
      recorder.decision(FAILED, thrown.getClass().getName(), VerdictReading.context(judge, FAILED));
    }
  }
}
