package io.tachograph.verifier.proof;

import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.NodeHasher;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.Tile;
import io.tachograph.format.TiledNodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a ledger's tree: from its tiles, from its entries where a tile is missing, and from
 * the boundary where entries were dropped. May be wrong where a tile is; for one thread.
 */
final class LedgerNodes implements MerkleTree.Nodes<IOException> {
  private final @Nullable Path tiles;
  private final StoredLeaves leaves;
  private final @Nullable PrunedBoundary boundary;
  private final NodeHasher hasher = new NodeHasher();
  private final TiledNodes<IOException> tiled = new TiledNodes<>(new FromFiles());
  private long tileBytes;

  /**
   * Over a ledger.
   *
   * @param tiles the folder of tiles, or null to do without
   * @param boundary where entries were dropped, or null
   */
  LedgerNodes(@Nullable Path tiles, StoredLeaves leaves, @Nullable PrunedBoundary boundary) {
    this.tiles = tiles;
    this.leaves = leaves;
    this.boundary = boundary;
  }

  @Override
  public Hash node(int level, long index) throws IOException {
    long first = index << level;
    if (boundary == null || first >= boundary.size()) {
      return tiled.node(level, index);
    }
    if (first + (1L << level) > boundary.size()) {
      return hasher.hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }
    Hash root = rootOf(boundary, level, first);
    return root == null ? tiled.node(level, index) : root;
  }

  /** The boundary's subtree that is this node, or null if it is another. */
  private static @Nullable Hash rootOf(PrunedBoundary boundary, int level, long first) {
    List<Hash> roots = boundary.roots();
    long rest = boundary.size();
    for (Hash root : roots) {
      long width = Long.highestOneBit(rest);
      if (first == boundary.size() - rest && width == 1L << level) {
        return root;
      }
      rest -= width;
    }
    return null;
  }

  /** The root over the first {@code size} leaves. */
  Hash root(long size) throws IOException {
    MerkleFrontier frontier = new MerkleFrontier();
    while (frontier.size() < size) {
      long rest = size - frontier.size();
      int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
      frontier.appendSubtree(level, node(level, frontier.size() >> level).toBytes(), 0);
    }
    return frontier.root();
  }

  /** How many bytes of tiles were read so far. */
  long tileBytes() {
    return tileBytes;
  }

  /** The files that nodes are made from. */
  private final class FromFiles implements TiledNodes.Source<IOException> {
    @Override
    public byte @Nullable [] tile(Tile tile) {
      if (tiles == null) {
        return null;
      }
      Path file = tiles.resolve(tile.path());
      if (!Files.isRegularFile(file)) {
        return null;
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(Tile.BYTES);
        tileBytes += bytes.length;
        return bytes;
      } catch (IOException e) {
        // Derived from the entries, which say the same.
        return null;
      }
    }

    @Override
    public Hash leaf(long seq) throws IOException {
      if (boundary != null && seq < boundary.size()) {
        throw new NotProvableException(
            "the entries that are needed were pruned: seq="
                + seq
                + " first="
                + boundary.size()
                + "; proofs and checkpoints from before stay valid");
      }
      return leaves.leaf(seq);
    }
  }
}
