package io.tachograph.store.oldledger;

import org.jspecify.annotations.Nullable;

/**
 * A row and what the chain says of it.
 *
 * @param row the row
 * @param broken where the chain does not hold at it, or null; always null in an unsealed ledger
 */
public record VerifiedRow(OldLedgerRow row, @Nullable ChainBreak broken) {}
