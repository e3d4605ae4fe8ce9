/**
 * Re-derives everything that a ledger claims, from its files alone. Reads only: it never maps,
 * locks or writes what it judges, and a corrupt, truncated or hostile file gives findings, never a
 * crash or a hang. Knows the format and nothing of the writer, the store or the agent, so that a
 * mistake of theirs cannot hide in the checker.
 */
@NullMarked
package io.tachograph.verifier;

import org.jspecify.annotations.NullMarked;
