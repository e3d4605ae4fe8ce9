package io.tachograph.api.experience;

/** How much may go wrong. */
public enum RiskTier {
  /** Little. */
  LOW,
  /** Something. */
  MEDIUM,
  /** Much. */
  HIGH,
  /** What must not. */
  CRITICAL
}
