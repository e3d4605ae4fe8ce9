package io.tachograph.api.experience;

/** A step of a chain of decisions. */
public enum DecisionStep {
  /** To reason. */
  REASONING,
  /** To evaluate. */
  EVALUATION,
  /** To plan. */
  PLANNING
}
