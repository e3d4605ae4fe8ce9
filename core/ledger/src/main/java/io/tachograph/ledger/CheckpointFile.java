package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code checkpoints}: whole notes one after another, each followed by an empty line. A
 * writer that dies inside of an append leaves a part of a note at the end; that was never a
 * checkpoint, and is cut off before the next one. For one thread.
 */
final class CheckpointFile {
  static final String FILE_NAME = "checkpoints";

  /** What ends a note's last line and the empty line behind it, and stands nowhere else twice. */
  private static final String SEPARATOR = "\n\n";

  private final Path path;
  private final DurableFiles files;
  private @Nullable SignedNote last;

  private CheckpointFile(Path path, DurableFiles files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Opens it and finds the last whole checkpoint.
   *
   * @throws LedgerException {@link Reason#DAMAGED} if what stands last is no checkpoint
   */
  static CheckpointFile open(Path folder, DurableFiles files) throws IOException {
    CheckpointFile file = new CheckpointFile(folder.resolve(FILE_NAME), files);
    if (Files.exists(file.path)) {
      file.recover();
    }
    return file;
  }

  private void recover() throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
      long length = open.length();
      int window = (int) Math.min(length, 2L * SignedNote.MAX_BYTES);
      byte[] bytes = new byte[window];
      open.seek(length - window);
      open.readFully(bytes);
      // ISO 8859-1, so that an index is an offset whatever the bytes are.
      String tail = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = endOfLastNote(tail);
      if (end < window) {
        open.setLength(length - window + end);
        open.getFD().sync();
      }
      last = end == 0 ? null : lastNote(tail.substring(0, end));
    }
  }

  /**
   * Separators stand alternately inside of a note and behind it; a signature line is before the
   * latter.
   */
  private static int endOfLastNote(String tail) {
    int at = tail.lastIndexOf(SEPARATOR);
    while (at >= 0) {
      int lineStart = tail.lastIndexOf('\n', at - 1) + 1;
      if (isSignature(tail.substring(lineStart, at))) {
        return at + SEPARATOR.length();
      }
      at = tail.lastIndexOf(SEPARATOR, at - 1);
    }
    return 0;
  }

  private static boolean isSignature(String line) {
    return line.startsWith(
        new String("\u2014 ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private SignedNote lastNote(String upToItsEnd) {
    String withoutSeparator = upToItsEnd.substring(0, upToItsEnd.length() - 1);
    int before = endOfLastNote(upToItsEnd.substring(0, upToItsEnd.length() - SEPARATOR.length()));
    byte[] note = withoutSeparator.substring(before).getBytes(StandardCharsets.ISO_8859_1);
    try {
      SignedNote parsed = SignedNote.parse(note);
      Checkpoint.of(parsed);
      return parsed;
    } catch (MalformedNoteException e) {
      throw new LedgerException(
          Reason.DAMAGED,
          "the last checkpoint is none, nothing more is signed; run verify on the ledger: path="
              + path
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** The last checkpoint's note, or null if there is none. */
  @Nullable SignedNote last() {
    return last;
  }

  /** How many entries the last checkpoint covers. */
  long size() {
    SignedNote note = last;
    return note == null ? 0 : checkpoint(note).size();
  }

  /** What a note that was read or made here says. */
  static Checkpoint checkpoint(SignedNote note) {
    try {
      return Checkpoint.of(note);
    } catch (MalformedNoteException e) {
      throw new IllegalStateException("a note that was checked is no checkpoint", e);
    }
  }

  /**
   * Adds a checkpoint.
   *
   * @param wait whether to wait for the disk
   */
  void append(SignedNote note, boolean wait) throws IOException {
    files.append(path, (note + "\n").getBytes(StandardCharsets.UTF_8), wait);
    last = note;
  }
}
