package io.tachograph.store.index;

/**
 * Where an event is that may be asked for.
 *
 * @param seq its number in the ledger
 * @param hash the first eight bytes of the hash that it had
 */
public record IndexHit(long seq, long hash) {}
