package io.tachograph.agent.monitoring;

/**
 * What JMX shows of a recording: counts since it began, all of simple types, so that who reads them
 * needs no class of ours. A number that cannot be told right now is -1.
 */
public interface RecorderMXBean {
  /** The ledger's folder. */
  String getLedger();

  /** Events that were recorded. */
  long getAppended();

  /** Bytes of the ledger that they take. */
  long getBytes();

  /** Events that could not be recorded; the ledger has them as {@code gap}. */
  long getFailed();

  /** Values, and parts of texts, that were replaced by a placeholder. */
  long getRedacted();

  /** Errors that were kept from the host; {@code agent.log} has them. */
  long getErrors();

  /** The time that recording an event kept its caller in half of the cases, in nanoseconds. */
  long getAppendNanosP50();

  /** The same for 99 of 100. */
  long getAppendNanosP99();

  /** The same for 999 of 1000. */
  long getAppendNanosP999();

  /** The longest. */
  long getAppendNanosMax();

  /** How many entries the store is behind the ledger. */
  long getProjectionLag();

  /** Entries that no signed checkpoint covers yet. */
  long getUnsealed();

  /** Entries that the last signed checkpoint covers. */
  long getLastCheckpointEntries();

  /** When it was signed, in ISO 8601; empty if none was since the recording began. */
  String getLastCheckpointTime();
}
