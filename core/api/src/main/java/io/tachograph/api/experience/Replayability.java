package io.tachograph.api.experience;

/** Whether an answer can be made again, the most replayable first. */
public enum Replayability {
  /** The same answer comes again. */
  DETERMINISTIC,
  /** A like answer comes again, perhaps. */
  BEST_EFFORT,
  /** It cannot be made again. */
  NONE
}
