package io.tachograph.ledger;

import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.NodeHasher;
import io.tachograph.format.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree over the entries so far: its edge, and the tiles that are not full yet. A tile
 * that becomes full is written. For one thread.
 */
final class SealedTree {
  private final TileFolder tiles;
  private final MerkleFrontier frontier;
  private final NodeHasher hasher = new NodeHasher();
  private final List<Growing> levels = new ArrayList<>();

  /** A level's last tile. */
  private static final class Growing {
    final byte[] hashes = new byte[Tile.BYTES];
    long index;
    int count;

    /** Whether all hashes before {@link #count} are there: those of dropped entries are not. */
    boolean whole = true;

    void fill(int level, long nodeCount, long known, MerkleTree.Nodes<IOException> nodes)
        throws IOException {
      index = nodeCount / Tile.WIDTH;
      count = (int) (nodeCount % Tile.WIDTH);
      int nodeLevel = level * Tile.HEIGHT;
      for (int i = 0; i < count; i++) {
        long node = index * Tile.WIDTH + i;
        if (node << nodeLevel < known) {
          whole = false;
        } else {
          nodes.node(nodeLevel, node).copyTo(hashes, i * Hash.LENGTH);
        }
      }
    }
  }

  private SealedTree(TileFolder tiles, MerkleFrontier frontier) {
    this.tiles = tiles;
    this.frontier = frontier;
  }

  /** The tree without entries. */
  static SealedTree empty(TileFolder tiles) {
    return new SealedTree(tiles, new MerkleFrontier());
  }

  /**
   * The tree of so many entries.
   *
   * @param edge the tree's edge where nodes begin to be known: 0, or where entries were dropped;
   *     grows with the tree
   * @param nodes gives all nodes above the edge; whether they are right shows in {@link #root}
   */
  static SealedTree of(
      MerkleFrontier edge, long size, MerkleTree.Nodes<IOException> nodes, TileFolder tiles)
      throws IOException {
    long known = edge.size();
    byte[] root = new byte[Hash.LENGTH];
    while (edge.size() < size) {
      long from = edge.size();
      int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(size - from);
      int level = Math.min(fits, Long.numberOfTrailingZeros(from));
      nodes.node(level, from >> level).copyTo(root, 0);
      edge.appendSubtree(level, root, 0);
    }
    SealedTree tree = new SealedTree(tiles, edge);
    long hashes = size;
    for (int level = 0; hashes > 0; level++) {
      tree.level(level).fill(level, hashes, known, nodes);
      hashes /= Tile.WIDTH;
    }
    return tree;
  }

  /** How many entries it covers. */
  long size() {
    return frontier.size();
  }

  /** The root over them. */
  Hash root() {
    return frontier.root();
  }

  /** Adds an entry by its hash, which stands at the start of {@code leaf}. */
  void append(byte[] leaf) throws IOException {
    frontier.append(leaf, 0);
    add(0, leaf, true);
  }

  private void add(int level, byte[] hash, boolean known) throws IOException {
    Growing growing = level(level);
    System.arraycopy(hash, 0, growing.hashes, growing.count * Hash.LENGTH, Hash.LENGTH);
    growing.count++;
    growing.whole &= known;
    if (growing.count == Tile.WIDTH) {
      boolean whole = growing.whole;
      if (whole) {
        tiles.write(new Tile(level, growing.index), growing.hashes);
      }
      growing.index++;
      growing.count = 0;
      growing.whole = true;
      add(level + 1, fold(growing.hashes), whole);
    }
  }

  private byte[] fold(byte[] tile) {
    byte[] hashes = tile.clone();
    hasher.fold(hashes, Tile.WIDTH);
    return hashes;
  }

  private Growing level(int level) {
    while (levels.size() <= level) {
      levels.add(new Growing());
    }
    return levels.get(level);
  }
}
