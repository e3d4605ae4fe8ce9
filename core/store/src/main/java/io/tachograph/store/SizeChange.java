package io.tachograph.store;

/**
 * How long a store's files were and are.
 *
 * @param bytesBefore database and log, before
 * @param bytesAfter database and log, after
 */
public record SizeChange(long bytesBefore, long bytesAfter) {}
