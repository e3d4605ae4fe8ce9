package io.tachograph.verifier.proof;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's file of checkpoints, looked into by halving and not read as a whole: their sizes never
 * fall, and a key that was followed by another does not come back. Passes over what is no
 * checkpoint; verifies nothing. For one thread.
 */
final class CheckpointLog implements AutoCloseable {
  private static final String FILE = "checkpoints";
  private static final int MIN_WINDOW_BYTES = 1 << 12;

  /** Among so many bytes there is a checkpoint, or the search goes on without. */
  private static final int MAX_WINDOW_BYTES = 1 << 19;

  private static final String EMPTY_LINE = "\n\n";

  /** What signature lines begin with, an em dash, as bytes. */
  private static final String DASH = "\u00e2\u0080\u0094";

  private final FileChannel channel;
  private final long size;

  /**
   * A checkpoint and where it stands.
   *
   * @param offset where its first byte is
   * @param end behind its last one
   */
  record Sealed(long offset, long end, SignedNote note, Checkpoint checkpoint) {
    boolean isByKeyOf(Sealed other) {
      return note.keyIds().equals(other.note.keyIds());
    }
  }

  private CheckpointLog(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static CheckpointLog open(LedgerFolder folder) throws IOException {
    Path file = folder.path().resolve(FILE);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new CheckpointLog(channel, channel.size());
    } catch (NoSuchFileException e) {
      throw new NotProvableException(
          "nothing of this ledger is sealed: there is no file of checkpoints: path=" + file);
    }
  }

  /** The first checkpoint that begins at or behind an offset, or null. */
  @Nullable Sealed at(long offset) throws IOException {
    long from = Math.max(0, offset - EMPTY_LINE.length());
    for (int bytes = MIN_WINDOW_BYTES; bytes <= MAX_WINDOW_BYTES; bytes *= 2) {
      Sealed found = scan(from, window(from, Math.min(size, from + bytes)), offset, false);
      if (found != null || from + bytes >= size) {
        return found;
      }
    }
    return null;
  }

  /** The last checkpoint that ends at or before an offset, or null. */
  @Nullable Sealed last(long end) throws IOException {
    for (int bytes = MIN_WINDOW_BYTES; bytes <= MAX_WINDOW_BYTES; bytes *= 2) {
      long from = Math.max(0, end - bytes);
      Sealed found = scan(from, window(from, end), from == 0 ? 0 : from + 1, true);
      if (found != null || from == 0) {
        return found;
      }
    }
    return null;
  }

  /** The last checkpoint of all, or null. */
  @Nullable Sealed last() throws IOException {
    return last(size);
  }

  /** The last checkpoint by the key of this one, which is itself if there is none behind it. */
  Sealed lastByKeyOf(Sealed first) throws IOException {
    Sealed last = first;
    long low = first.end();
    long high = size;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Sealed found = at(middle);
      if (found == null || found.offset() >= high || !found.isByKeyOf(first)) {
        high = middle;
      } else {
        last = found;
        low = found.end();
      }
    }
    return last;
  }

  /** The last checkpoint by the key before this one's, or null if this one's is the first key. */
  @Nullable Sealed lastByKeyBefore(Sealed checkpoint) throws IOException {
    Sealed before = null;
    long low = 0;
    long high = checkpoint.offset();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Sealed found = at(middle);
      if (found == null || found.offset() >= high || found.isByKeyOf(checkpoint)) {
        high = middle;
      } else {
        before = found;
        low = found.end();
      }
    }
    return before;
  }

  /** The first checkpoint that covers an entry, or null. */
  @Nullable Sealed firstCovering(long seq) throws IOException {
    Sealed covering = null;
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Sealed found = at(middle);
      if (found == null || found.offset() >= high) {
        high = middle;
      } else if (found.checkpoint().size() > seq) {
        covering = found;
        high = middle;
      } else {
        low = found.end();
      }
    }
    return covering;
  }

  /** Bytes as characters, one each. */
  private String window(long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Until it is full, or the file has become shorter.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  /** The first or the last checkpoint of a window that begins at {@code least} or behind it. */
  private static @Nullable Sealed scan(long from, String window, long least, boolean wantsLast) {
    Sealed found = null;
    int start = from == 0 && least == 0 ? 0 : next(window, 0);
    while (start >= 0) {
      int text = window.indexOf(EMPTY_LINE, start);
      int end = text < 0 ? -1 : window.indexOf(EMPTY_LINE, text + 1);
      if (end < 0) {
        break;
      }
      Sealed sealed =
          from + start < least ? null : parse(from + start, window.substring(start, end + 1));
      if (sealed != null) {
        found = sealed;
        if (!wantsLast) {
          break;
        }
      }
      start = next(window, text);
    }
    return found;
  }

  /** Where a text begins behind an empty line, which signatures do not. */
  private static int next(String window, int from) {
    int line = window.indexOf(EMPTY_LINE, from);
    while (line >= 0 && window.startsWith(DASH, line + EMPTY_LINE.length())) {
      line = window.indexOf(EMPTY_LINE, line + 1);
    }
    return line < 0 ? -1 : line + EMPTY_LINE.length();
  }

  private static @Nullable Sealed parse(long offset, String note) {
    try {
      SignedNote signed = SignedNote.parse(note.getBytes(StandardCharsets.ISO_8859_1));
      return new Sealed(offset, offset + note.length(), signed, Checkpoint.of(signed));
    } catch (MalformedNoteException e) {
      // A torn or a foreign one: the search goes on behind it.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
