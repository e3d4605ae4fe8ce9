package io.tachograph.store.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of an event.
 *
 * @param seq its number in the ledger
 * @param timeNanos when it was appended, in nanoseconds since the epoch
 * @param hash the first eight bytes of its hash, by which a row of another ledger shows
 * @param fields what it can be asked for by; what it has not is absent
 * @param call what it says of a call, or null if it is about none
 */
public record IndexRow(
    long seq, long timeNanos, long hash, Map<IndexField, String> fields, @Nullable CallPart call) {}
