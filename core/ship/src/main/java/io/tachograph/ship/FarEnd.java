package io.tachograph.ship;

import io.tachograph.format.Hash;
import org.jspecify.annotations.Nullable;

/**
 * How far a ledger has come at the far side.
 *
 * @param nextSeq the seq behind the last entry there, 0 if there is none
 * @param head the hash that is stored with that last entry, or null if there is none
 * @param sealedSize the size of the largest checkpoint there, 0 if there is none
 */
public record FarEnd(long nextSeq, @Nullable Hash head, long sealedSize) {
  /** Where a ledger is that is not there yet. */
  public static final FarEnd NOTHING = new FarEnd(0, null, 0);
}
