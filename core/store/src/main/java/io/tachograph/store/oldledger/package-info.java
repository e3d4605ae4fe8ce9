/**
 * Reads the SQLite ledgers that agents kept before this one: a table {@code ledger_events} of which
 * each row holds a hash over itself and the row before. Judges that chain by the rule of the Python
 * programs that write it, and changes nothing. It knows nothing of our own ledger.
 *
 * <p>{@link io.tachograph.store.oldledger.OldLedger} is the entrance.
 */
@NullMarked
package io.tachograph.store.oldledger;

import org.jspecify.annotations.NullMarked;
