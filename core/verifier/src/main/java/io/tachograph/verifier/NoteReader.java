package io.tachograph.verifier;

import io.tachograph.format.SignedNote;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file {@code checkpoints} note by note, as far as it reached when it was opened: a live
 * writer adds to it. A note ends at an empty line behind a signature line, so that one that is
 * damaged does not hide those behind it. For one thread.
 */
public final class NoteReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What a signature line begins with: an em dash and a space. */
  private static final byte[] SIGNATURE = {(byte) 0xe2, (byte) 0x80, (byte) 0x94, ' '};

  private final InputStream in;
  private final FileDigest digest;
  private final ByteArrayOutputStream note = new ByteArrayOutputStream();
  private long rest;
  private long offset;
  private long start;
  private boolean tooLong;
  private boolean torn;

  private NoteReader(InputStream in, long offset, long size, FileDigest digest) {
    this.in = in;
    this.offset = offset;
    this.rest = size - offset;
    this.digest = digest;
  }

  /**
   * Opens a ledger's file of checkpoints, or gives null if there is none.
   *
   * @param from where to begin, in bytes; inside of a note its rest comes first
   * @throws IOException if it cannot be read
   */
  public static @Nullable NoteReader open(LedgerFolder folder, long from) throws IOException {
    Path path = folder.path().resolve(SealCheck.FILE);
    if (!Files.isRegularFile(path)) {
      return null;
    }
    InputStream in = Files.newInputStream(path);
    try {
      in.skipNBytes(from);
      return new NoteReader(
          new BufferedInputStream(in, BUFFER_BYTES),
          from,
          Math.max(from, Files.size(path)),
          new FileDigest(SealCheck.FILE, false));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Of checkpoints that come from elsewhere, to their end; closes it. */
  static NoteReader of(InputStream in) {
    return new NoteReader(
        new BufferedInputStream(in, BUFFER_BYTES),
        0,
        Long.MAX_VALUE,
        new FileDigest(SealCheck.FILE, false));
  }

  /** Opens the file, or gives null if there is none. */
  static @Nullable NoteReader open(Path path, FileDigest digest) throws IOException {
    if (!Files.exists(path)) {
      return null;
    } else if (!Files.isRegularFile(path)) {
      throw new IOException("the file of checkpoints is no file: path=" + path);
    }
    long size = Files.size(path);
    return new NoteReader(
        new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES), 0, size, digest);
  }

  /**
   * Goes to what comes next, or gives false at the end.
   *
   * @throws IOException if the file cannot be read
   */
  public boolean next() throws IOException {
    note.reset();
    start = offset;
    tooLong = false;
    boolean signature = false;
    int lineLength = 0;
    while (rest > 0) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      rest--;
      offset++;
      digest.take((byte) b);
      if (b == '\n' && lineLength == 0 && signature) {
        return true;
      }
      if (b == '\n') {
        lineLength = 0;
      } else {
        signature =
            lineLength < SIGNATURE.length
                ? (lineLength == 0 || signature) && (byte) b == SIGNATURE[lineLength]
                : signature;
        lineLength++;
      }
      if (note.size() < SignedNote.MAX_BYTES) {
        note.write(b);
      } else {
        tooLong = true;
      }
    }
    torn = note.size() > 0 && !tooLong && isBeginning();
    return note.size() > 0 && !torn;
  }

  /** Whether it may be the beginning of a note: it has at most the one empty line inside of it. */
  private boolean isBeginning() {
    byte[] bytes = note.toByteArray();
    int emptyLines = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        emptyLines += i == 0 || bytes[i - 1] == '\n' ? 1 : 0;
      } else if (bytes[i] > 0 && bytes[i] < ' ') {
        return false;
      }
    }
    return emptyLines <= 1;
  }

  /** Where it begins, in bytes. */
  public long start() {
    return start;
  }

  /** The bytes that stand there, or null if they are more than any note has. */
  public byte @Nullable [] bytes() {
    return tooLong ? null : note.toByteArray();
  }

  /** Whether the file ended inside of a note. */
  public boolean torn() {
    return torn;
  }

  /** How far it was read. */
  public long offset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
