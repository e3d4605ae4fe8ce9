package io.tachograph.ship;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.SignedNote;

/**
 * A signed checkpoint of a ledger, of which no signature was verified.
 *
 * @param sizeBefore the size of the checkpoint before it, 0 for the first
 * @param note the note; as text it is what stands in the ledger's file, but for the empty line
 *     behind it
 * @param checkpoint what it says
 */
public record ShippedCheckpoint(long sizeBefore, SignedNote note, Checkpoint checkpoint) {}
