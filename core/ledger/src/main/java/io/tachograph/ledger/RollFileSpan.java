package io.tachograph.ledger;

import java.time.Instant;

/**
 * What a roll file holds.
 *
 * @param file its name
 * @param firstSeq its first entry's number
 * @param lastSeq its last entry's number
 * @param lastTime its last entry's time
 * @param bytes up to the end of its last entry; behind it is nothing but preallocated space
 */
public record RollFileSpan(
    String file, long firstSeq, long lastSeq, Instant lastTime, long bytes) {}
