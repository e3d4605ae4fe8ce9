package io.tachograph.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gives a file's holes blocks on the disk by writing zeros into them, so that a mapping of it can
 * be written to without asking the file system for anything. Where there is no space it is an
 * {@link IOException} here, and not a SIGBUS there. For one thread at a time.
 *
 * <p>A page that holds anything but zeros is left as it is: it has its blocks, and what a killed
 * writer left behind is kept. A {@link RandomAccessFile}, since an interrupt would close a channel.
 */
final class ZeroFill implements AutoCloseable {
  /** Bytes are written in multiples of this, beginning at multiples of this. */
  static final int PAGE_BYTES = 4096;

  /** The JDK copies what it writes into memory that is cheap up to about this size. */
  private static final int STEP_BYTES = 64 * 1024;

  private static final byte[] ZEROS = new byte[STEP_BYTES];

  private final RandomAccessFile file;
  private final boolean fresh;
  private final byte[] present;

  /**
   * Opens the file; makes it where it does not exist.
   *
   * @param fresh whether all of it is known to be zero where it is filled
   */
  ZeroFill(Path path, boolean fresh) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.fresh = fresh;
    this.present = fresh ? new byte[0] : new byte[STEP_BYTES];
  }

  /**
   * Fills; nobody else may write there meanwhile.
   *
   * @param from a multiple of {@link #PAGE_BYTES}
   * @param to a multiple of {@link #PAGE_BYTES}; the file grows if it is shorter
   * @throws IOException if there is no space; what was filled stays filled
   */
  void fill(long from, long to) throws IOException {
    for (long at = from; at < to; at += STEP_BYTES) {
      int length = (int) Math.min(STEP_BYTES, to - at);
      if (fresh || isZero(at, length)) {
        write(at, length);
      } else {
        fillPages(at, length);
      }
    }
  }

  private void fillPages(long from, int length) throws IOException {
    for (long at = from; at < from + length; at += PAGE_BYTES) {
      if (isZero(at, PAGE_BYTES)) {
        write(at, PAGE_BYTES);
      }
    }
  }

  private boolean isZero(long at, int length) throws IOException {
    file.seek(at);
    int known = 0;
    while (known < length) {
      int read = file.read(present, known, length - known);
      if (read < 0) {
        // Behind the end of the file.
        break;
      }
      known += read;
    }
    return Arrays.equals(present, 0, known, ZEROS, 0, known);
  }

  private void write(long at, int length) throws IOException {
    file.seek(at);
    file.write(ZEROS, 0, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The next multiple of {@link #PAGE_BYTES}, or the offset itself if it is one. */
  static long pageUp(long offset) {
    return (offset + PAGE_BYTES - 1) & -PAGE_BYTES;
  }

  /** The multiple of {@link #PAGE_BYTES} at or before an offset. */
  static long pageDown(long offset) {
    return offset & -PAGE_BYTES;
  }
}
