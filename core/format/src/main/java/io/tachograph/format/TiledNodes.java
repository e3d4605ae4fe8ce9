package io.tachograph.format;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a tree from its full tiles (C2SP tlog-tiles, height 8), and from its leaves where a
 * tile is not full yet or not there. Trusts both: what is made of them is checked against a signed
 * root. Keeps a few tiles; for one thread.
 *
 * @param <X> what may go wrong where they are kept
 */
public final class TiledNodes<X extends Exception> implements MerkleTree.Nodes<X> {
  private static final int MAX_KEPT_TILES = 64;
  private static final byte[] ABSENT = {};

  private final Source<X> source;
  private final NodeHasher hasher = new NodeHasher();
  private final Map<Tile, byte[]> kept = new LinkedHashMap<>();

  /**
   * Where tiles and leaves are kept.
   *
   * @param <X> what may go wrong there
   */
  public interface Source<X extends Exception> {
    /** A full tile's {@link Tile#BYTES}, or null if there is none or it is not full. */
    byte @Nullable [] tile(Tile tile) throws X;

    /** The hash of an entry. */
    Hash leaf(long seq) throws X;
  }

  /** Over a source. */
  public TiledNodes(Source<X> source) {
    this.source = source;
  }

  @Override
  public Hash node(int level, long index) throws X {
    int tileLevel = level / Tile.HEIGHT;
    int height = level % Tile.HEIGHT;
    return fold(tileLevel, index << height, 1 << height);
  }

  /** The root over so many hashes of a tile's level, all of one tile. */
  private Hash fold(int tileLevel, long first, int count) throws X {
    byte[] tile = tile(new Tile(tileLevel, first / Tile.WIDTH));
    byte[] hashes = new byte[count * Hash.LENGTH];
    if (tile.length > 0) {
      int from = (int) (first % Tile.WIDTH) * Hash.LENGTH;
      System.arraycopy(tile, from, hashes, 0, hashes.length);
    } else {
      for (int i = 0; i < count; i++) {
        below(tileLevel, first + i).copyTo(hashes, i * Hash.LENGTH);
      }
    }
    hasher.fold(hashes, count);
    return Hash.copyOf(hashes, 0);
  }

  private Hash below(int tileLevel, long index) throws X {
    return tileLevel == 0
        ? source.leaf(index)
        : fold(tileLevel - 1, index * Tile.WIDTH, Tile.WIDTH);
  }

  private byte[] tile(Tile tile) throws X {
    byte[] known = kept.get(tile);
    if (known == null) {
      byte[] read = source.tile(tile);
      known = read == null || read.length != Tile.BYTES ? ABSENT : read;
      if (kept.size() == MAX_KEPT_TILES) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(tile, known);
    }
    return known;
  }
}
