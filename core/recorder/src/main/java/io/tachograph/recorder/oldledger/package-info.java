/**
 * Brings the SQLite ledgers that agents kept before into ours: each row becomes an entry, with its
 * original time, id and hash inside of the body.
 *
 * <p>{@link io.tachograph.recorder.oldledger.OldLedgerImport} is the entrance.
 */
@NullMarked
package io.tachograph.recorder.oldledger;

import org.jspecify.annotations.NullMarked;
