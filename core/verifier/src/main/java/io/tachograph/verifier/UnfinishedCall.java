package io.tachograph.verifier;

/**
 * A call whose start is in the ledger and whose end is not: the process died inside of it, or is
 * inside of it now.
 *
 * @param seq the start's seq
 * @param taskId its id
 */
public record UnfinishedCall(long seq, String taskId) {}
