package io.tachograph.recorder;

/** When the store beside the ledger is backed up. */
public enum BackupSchedule {
  /** Never: what the projection made can be made anew from the ledger. */
  OFF,
  /** Once a day, and the last seven are kept: for stores that others write to as well. */
  DAILY
}
