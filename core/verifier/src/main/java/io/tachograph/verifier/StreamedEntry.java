package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import org.jspecify.annotations.Nullable;

/** What stands in a {@link LedgerStream} as one entry; not judged. Immutable. */
public final class StreamedEntry implements Place {
  private final String file;
  private final long offset;
  private final Hash storedHash;
  private final byte[] bytes;
  private final @Nullable String disagreement;

  /**
   * One.
   *
   * @param file what it stands in, for findings
   * @param offset where in that, by whatever order it has
   * @param storedHash the hash that is stored with it
   * @param bytes the entry's bytes, which may be none; not copied, and not to be changed
   * @param disagreement in what the far side says something else of the entry than it says itself,
   *     or null
   */
  public StreamedEntry(
      String file, long offset, Hash storedHash, byte[] bytes, @Nullable String disagreement) {
    this.file = file;
    this.offset = offset;
    this.storedHash = storedHash;
    this.bytes = bytes;
    this.disagreement = disagreement;
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public long offset() {
    return offset;
  }

  /** The hash that is stored with it. */
  public Hash storedHash() {
    return storedHash;
  }

  /** How many bytes stand there as the entry. */
  public int length() {
    return bytes.length;
  }

  /** The entry, or null if its bytes are none. */
  public @Nullable Entry entry() {
    try {
      return Entry.parse(bytes, 0, bytes.length);
    } catch (MalformedEntryException e) {
      // Verification finds it, and says what is wrong with it.
      return null;
    }
  }

  /** Copies the bytes that stand there as the entry. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Nullable String disagreement() {
    return disagreement;
  }
}
