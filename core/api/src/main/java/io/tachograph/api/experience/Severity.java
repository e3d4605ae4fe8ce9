package io.tachograph.api.experience;

/** How bad something is. */
public enum Severity {
  /** Low. */
  LOW,
  /** Medium. */
  MEDIUM,
  /** High. */
  HIGH,
  /** Critical. */
  CRITICAL
}
