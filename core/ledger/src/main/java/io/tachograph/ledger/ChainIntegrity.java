package io.tachograph.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a ledger's own reader finds when it follows the chain of hashes. It is the writer's code
 * that checks itself here: for a judgement that others can trust there is the verifier, which reads
 * the files alone and checks signatures too.
 *
 * @param entries how many entries hold, from the first there is
 * @param finding what is wrong with the next one, with its seq, or null if nothing is
 */
public record ChainIntegrity(long entries, @Nullable String finding) {
  /** Whether each entry is what was appended, and holds the hash of the one before. */
  public boolean isIntact() {
    return finding == null;
  }
}
