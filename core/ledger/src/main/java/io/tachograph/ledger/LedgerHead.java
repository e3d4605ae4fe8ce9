package io.tachograph.ledger;

import io.tachograph.format.Hash;

/**
 * Where a ledger ends.
 *
 * @param seq the last entry's number
 * @param hash the last entry's hash
 */
public record LedgerHead(long seq, Hash hash) {}
