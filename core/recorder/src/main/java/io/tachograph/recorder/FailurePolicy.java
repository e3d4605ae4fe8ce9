package io.tachograph.recorder;

/** What happens to an audited call that cannot be recorded. */
public enum FailurePolicy {
  /** The body runs un-audited; what is missing is counted and said. The default. */
  OPEN,
  /** The body does not run: {@code RecordingRefusedException} is thrown into the host. */
  CLOSED
}
