package io.tachograph.api.experience;

/** Who gets what was recalled. */
public enum RecallConsumer {
  /** A reasoning kernel. */
  KERNEL,
  /** An analysis. */
  ANALYTICS,
  /** A training. */
  TRAINER
}
