package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.Tile;
import io.tachograph.format.TiledNodes;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpointer reads: a ledger's stored hashes in order, its checkpoints and its tiles. For
 * one thread.
 */
final class SealedHistory {
  private final Path folder;
  private final DurableFiles files;
  private final SingleChronicleQueue queue;
  private final RollFiles rollFiles;
  private final TileFolder tiles;
  private final PrunedFolder pruned;
  private @Nullable HashTail tail;
  private long position;
  private boolean positioned;

  SealedHistory(Path folder, SingleChronicleQueue queue, DurableFiles files) {
    this.folder = folder;
    this.queue = queue;
    this.files = files;
    this.rollFiles = new RollFiles(folder, queue);
    this.tiles = new TileFolder(folder);
    this.pruned = new PrunedFolder(folder);
  }

  Path path() {
    return folder;
  }

  /** The checkpoints, as they stand on the disk. */
  CheckpointFile checkpoints() throws IOException {
    return CheckpointFile.open(folder, files);
  }

  /**
   * The tree that the last checkpoint was signed over: from the tiles, or where they do not lead to
   * its root, from all entries, with the tiles made anew. Where entries were dropped and the tiles
   * no longer reach over them, both begin at the boundary.
   *
   * @param last the last checkpoint, or null if there is none
   * @throws LedgerException {@link Reason#DAMAGED} if the entries do not lead to its root
   */
  SealedTree tree(@Nullable Checkpoint last) throws IOException {
    if (last == null) {
      return SealedTree.empty(tiles);
    }
    PrunedBoundary boundary = pruned.boundary();
    SealedTree tree = fromTiles(new MerkleFrontier(), last, boundary);
    if (boundary != null && !tree.root().equals(last.root()) && last.size() >= boundary.size()) {
      tree = fromTiles(boundary.frontier(), last, boundary);
    }
    if (!tree.root().equals(last.root())) {
      tree = fromEntries(last, boundary);
    }
    if (tree.size() < last.size() || !tree.root().equals(last.root())) {
      throw new LedgerException(
          Reason.DAMAGED,
          "the entries are not those that the last checkpoint was signed over, so nothing more is"
              + " signed; run verify on the ledger: path="
              + folder
              + " size="
              + last.size());
    }
    return tree;
  }

  private SealedTree fromTiles(
      MerkleFrontier edge, Checkpoint last, @Nullable PrunedBoundary boundary) throws IOException {
    long dropped = boundary == null ? 0 : boundary.size();
    return SealedTree.of(edge, last.size(), new TiledNodes<>(new Source(dropped)), tiles);
  }

  private SealedTree fromEntries(Checkpoint last, @Nullable PrunedBoundary boundary)
      throws IOException {
    SealedTree tree =
        boundary == null
            ? SealedTree.empty(tiles)
            : SealedTree.of(
                boundary.frontier(),
                boundary.size(),
                new TiledNodes<>(new Source(boundary.size())),
                tiles);
    follow(tree.size());
    while (tree.size() < last.size() && next()) {
      tree.append(hash());
    }
    return tree;
  }

  /** The key that the entry announces, or null if it announces none. */
  @Nullable VerifierKey announcedAt(long seq) throws IOException {
    if (seq < 0) {
      return null;
    }
    PrunedBoundary boundary = pruned.boundary();
    if (boundary != null && seq < boundary.size()) {
      // The last one that was dropped, if any; the announcements are kept.
      TlogProof kept = pruned.proof(seq);
      return kept == null || seq == 0 ? null : LedgerIdentity.verifierKey(kept.entry(), folder);
    }
    follow(seq);
    Entry announcement = next() ? announcement() : null;
    return announcement == null ? null : LedgerIdentity.verifierKey(announcement, folder);
  }

  /** The next entry is this one. */
  void follow(long seq) {
    position = seq;
    positioned = false;
  }

  /** Goes to the next entry; false if there is none yet. */
  boolean next() {
    HashTail open = tail;
    if (open == null) {
      open = new HashTail(queue);
      tail = open;
    }
    if (!positioned && !open.moveTo(rollFiles, position)) {
      return false;
    }
    positioned = true;
    if (!open.next()) {
      return false;
    }
    position++;
    return true;
  }

  private HashTail tail() {
    if (tail == null) {
      throw new IllegalStateException("nothing was read yet: path=" + folder);
    }
    return tail;
  }

  /** The entry's stored hash; valid until {@link #next}. */
  byte[] hash() {
    return tail().hash();
  }

  /** Whether the entry is the first of another file than the one before it. */
  boolean beganFile() {
    return tail().beganFile();
  }

  /** The entry if it is a {@code key_rotated}, else null. */
  @Nullable Entry announcement() {
    return tail().announcement();
  }

  void close() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }

  private final class Source implements TiledNodes.Source<IOException> {
    private final long dropped;

    Source(long dropped) {
      this.dropped = dropped;
    }

    @Override
    public byte @Nullable [] tile(Tile tile) throws IOException {
      return tiles.read(tile);
    }

    @Override
    public Hash leaf(long seq) throws IOException {
      if (seq < dropped) {
        // What is made of it has another root than any that was signed.
        return Hash.ZERO;
      }
      if (seq != position || !positioned) {
        follow(seq);
      }
      if (!next()) {
        throw new LedgerException(
            Reason.DAMAGED,
            "the ledger ends before its last checkpoint, so nothing more is signed; run verify on"
                + " it: path="
                + folder
                + " seq="
                + seq);
      }
      return Hash.copyOf(hash(), 0);
    }
  }
}
