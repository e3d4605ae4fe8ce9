package io.tachograph.format;

import java.util.Locale;

/**
 * Where a full Merkle tile stands, as C2SP tlog-tiles lays tiles out: 256 hashes of one level, 8
 * levels of the tree apart.
 *
 * @param level the tile's level: its hashes are roots over {@code 1 << (8 * level)} leaves each
 * @param index counted from the left, from 0
 */
public record Tile(int level, long index) {
  /** How many levels of the tree a tile stands for. */
  public static final int HEIGHT = 8;

  /** How many hashes a full tile holds. */
  public static final int WIDTH = 1 << HEIGHT;

  /** Length of a full tile in bytes. */
  public static final int BYTES = WIDTH * Hash.LENGTH;

  private static final int DIGITS = 3;
  private static final int GROUP = 1000;

  /** The path under the folder of tiles, with slashes: {@code tile/0/x001/x234/067}. */
  public String path() {
    StringBuilder number = new StringBuilder(group(index % GROUP));
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      number.insert(0, "x" + group(rest % GROUP) + "/");
    }
    return "tile/" + level + "/" + number;
  }

  private static String group(long number) {
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
  }
}
