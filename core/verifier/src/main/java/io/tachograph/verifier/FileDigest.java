package io.tachograph.verifier;

import io.tachograph.format.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The SHA-256 of one file, over the very bytes that were judged, in their order. Does nothing where
 * none is asked for. For one thread.
 */
final class FileDigest {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String file;
  private final boolean wanted;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] single = new byte[BUFFER_BYTES];
  private int singles;
  private long position;

  FileDigest(String file, boolean wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /** The next byte. */
  void take(byte b) {
    if (wanted) {
      single[singles++] = b;
      position++;
      if (singles == single.length) {
        flush();
      }
    }
  }

  private void flush() {
    digest.update(single, 0, singles);
    singles = 0;
  }

  /** All of a small file. */
  void take(byte[] bytes) {
    if (wanted) {
      digest.update(bytes);
      position += bytes.length;
    }
  }

  /**
   * The bytes that stand at {@code offset} were judged; those before it that nobody looked at are
   * read now.
   */
  void take(RollFile source, long offset, byte[] bytes, int from, int length) throws IOException {
    if (!wanted || offset + length <= position) {
      return;
    }
    upTo(source, offset);
    int known = (int) Math.max(0, position - offset);
    digest.update(bytes, from + known, length - known);
    position = offset + length;
  }

  /** Reads what was not judged up to that offset: what is Chronicle's own, or zeros. */
  void upTo(RollFile source, long offset) throws IOException {
    byte[] bytes = wanted && position < offset ? new byte[BUFFER_BYTES] : single;
    while (wanted && position < offset) {
      int read = (int) Math.min(source.read(bytes, position), offset - position);
      if (read <= 0) {
        return;
      }
      digest.update(bytes, 0, read);
      position += read;
    }
  }

  /** Whether there is anything to do. */
  boolean wanted() {
    return wanted;
  }

  /** What it came to. */
  FileHash result() {
    flush();
    return new FileHash(file, position, HexFormat.of().formatHex(digest.digest()));
  }
}
