/**
 * Proofs for outsiders from a ledger's files: finds an entry without reading all of them, takes
 * Merkle nodes from tiles or from the entries, follows the chain of keys. Trusts nothing that it
 * reads: a proof is given out only after it was verified like the one who gets it will verify it.
 */
@NullMarked
package io.tachograph.verifier.proof;

import org.jspecify.annotations.NullMarked;
