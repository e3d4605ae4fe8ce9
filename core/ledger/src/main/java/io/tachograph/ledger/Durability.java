package io.tachograph.ledger;

/** What an append has survived when it returns. */
public enum Durability {
  /** The death of the process: the entry is in a page that belongs to the kernel. */
  PROCESS,
  /**
   * The death of the machine: the entry is on the disk, as far as the disk tells the truth. All who
   * wait at the same time share one fsync.
   */
  FSYNC
}
