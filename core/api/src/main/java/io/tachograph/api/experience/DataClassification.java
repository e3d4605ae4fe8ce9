package io.tachograph.api.experience;

/** Who may see data. */
public enum DataClassification {
  /** Everybody. */
  PUBLIC,
  /** Those inside. */
  INTERNAL,
  /** Those concerned. */
  CONFIDENTIAL,
  /** Those who are named. */
  RESTRICTED
}
