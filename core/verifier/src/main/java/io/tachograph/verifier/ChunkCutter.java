package io.tachograph.verifier;

import io.tachograph.format.ExcerptLayout;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts a roll file in chunks of whole excerpts. Judges nothing: it stops at whatever is not a
 * complete excerpt that fits a chunk. For one thread.
 */
final class ChunkCutter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final RollFile file;
  private final boolean folds;
  private long position;

  /** Cuts from that offset on, which is a multiple of 4; {@code folds} where the tree is needed. */
  ChunkCutter(RollFile file, long from, boolean folds) {
    this.folds = folds;
    this.file = file;
    this.position = from;
  }

  /** Where the next chunk begins, or where cutting stopped. */
  long position() {
    return position;
  }

  /** Fills the chunk with the excerpts that come next; false if none can be cut. */
  boolean cut(Chunk chunk) throws IOException {
    while (true) {
      byte[] buffer = chunk.buffer();
      int loaded = file.read(buffer, position);
      boolean any = false;
      int at = 0;
      long next = -1;
      while (at + ExcerptLayout.HEADER_BYTES <= loaded) {
        int header = (int) INT.get(buffer, at);
        if (header == 0 || (header & ExcerptLayout.INCOMPLETE_BIT) != 0) {
          break;
        }
        int excerptEnd = at + ExcerptLayout.HEADER_BYTES + (header & ExcerptLayout.LENGTH_BITS);
        boolean metadata = (header & ExcerptLayout.METADATA_BIT) != 0;
        if (excerptEnd > loaded) {
          if (metadata && position + excerptEnd <= file.size()) {
            next = position + ExcerptLayout.aligned(excerptEnd);
          }
          break;
        }
        any |= !metadata;
        at = (int) ExcerptLayout.aligned(excerptEnd);
      }
      long from = position;
      position = next >= 0 ? next : from + at;
      if (any) {
        chunk.cut(from, Math.min(at, loaded), position, folds);
        return true;
      } else if (next < 0) {
        return false;
      }
    }
  }
}
