package io.tachograph.agent;

import io.tachograph.agent.VerdictReading.Verdict;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A judgement that is being made.
 *
 * @param reading reads it
 * @param judge who makes it
 * @param capture only with {@code FULL} is the reason recorded, which may quote what was judged
 */
record PendingVerdict(VerdictReading reading, String judge, CaptureMode capture) {
  private static final String FAILED = "failed";

  /** It is made, or making it threw. */
  void end(Recorder recorder, @Nullable Object returned, @Nullable Throwable thrown) {
    if (returned != null) {
      Verdict verdict = reading.verdict(returned);
      recorder.decision(
          verdict.type(),
          capture == CaptureMode.FULL ? verdict.reason() : null,
          VerdictReading.context(judge, verdict.result()));
    } else if (thrown != null) {
      recorder.decision(FAILED, thrown.getClass().getName(), VerdictReading.context(judge, FAILED));
    }
  }
}
