/**
 * The ledger on disk as pure functions over bytes: the entry's layout, its hash, the Merkle tree
 * over the hashes with its proofs, signed notes, checkpoints and keys. No clock, no I/O; {@code
 * docs/format.md} is the same in words. Depends on the JDK alone, so that the verifier can depend
 * on it and on nothing else.
 */
@NullMarked
package io.tachograph.format;

import org.jspecify.annotations.NullMarked;
