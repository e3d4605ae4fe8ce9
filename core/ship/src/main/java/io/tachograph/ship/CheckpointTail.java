package io.tachograph.ship;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.NoteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a ledger's file of checkpoints. It begins near where the far side is, without reading
 * what stands long before, and keeps no file open. For one thread.
 */
final class CheckpointTail {
  private static final String FILE = "checkpoints";
  private static final int WINDOW_BYTES = 1 << 13;
  private static final int MAX_AT_ONCE = 500;

  private final LedgerFolder folder;
  private final Path path;
  private final long fromSize;
  private final Consumer<String> breaks;
  private @Nullable Place place;

  /** Where the file was read up to, and the size of the last checkpoint before. */
  private record Place(long offset, long sizeBefore) {}

  /** Checkpoints that stand one after another, and where the file goes on behind them. */
  static final class Run {
    private final List<ShippedCheckpoint> checkpoints = new ArrayList<>();
    private Place end;

    private Run(Place start) {
      this.end = start;
    }

    List<ShippedCheckpoint> checkpoints() {
      return checkpoints;
    }
  }

  /**
   * Begins with the first checkpoint of that size or above.
   *
   * @param breaks hears of what stands in the file and is no checkpoint
   */
  CheckpointTail(LedgerFolder folder, long fromSize, Consumer<String> breaks) {
    this.folder = folder;
    this.path = folder.path().resolve(FILE);
    this.fromSize = fromSize;
    this.breaks = breaks;
  }

  /** Those that come next, and are not larger than that; the same again until they are passed. */
  Run next(long maxSize) throws IOException {
    Place start = place == null ? start() : place;
    place = start;
    Run run = new Run(start);
    if (length() <= start.offset()) {
      return run;
    }
    try (NoteReader reader = NoteReader.open(folder, start.offset())) {
      while (run.checkpoints.size() < MAX_AT_ONCE && reader != null && reader.next()) {
        Place before = run.end;
        ShippedCheckpoint next = parse(reader, before.sizeBefore());
        long size = next == null ? before.sizeBefore() : next.checkpoint().size();
        if (size > maxSize) {
          break;
        } else if (next == null) {
          breaks.accept("no checkpoint stands in the file checkpoints: offset=" + reader.start());
        } else if (size >= fromSize) {
          run.checkpoints.add(next);
        }
        run.end = new Place(reader.offset(), size);
      }
    }
    return run;
  }

  /** The far side has them. */
  void passed(Run run) {
    place = run.end;
  }

  /** The size of the last checkpoint in the file, 0 if there is none. */
  long lastSize() throws IOException {
    long last = 0;
    long length = length();
    try (NoteReader reader = NoteReader.open(folder, Math.max(0, length - WINDOW_BYTES))) {
      while (reader != null && reader.next()) {
        ShippedCheckpoint found = parse(reader, 0);
        last = found == null ? last : found.checkpoint().size();
      }
    }
    return last;
  }

  private long length() throws IOException {
    return Files.isRegularFile(path) ? Files.size(path) : 0;
  }

  /** The place of a checkpoint below the first that is wanted, near to it; else the beginning. */
  private Place start() throws IOException {
    long length = length();
    for (long window = WINDOW_BYTES; window < length; window *= 4) {
      try (NoteReader reader = NoteReader.open(folder, length - window)) {
        // What comes first may be the rest of one.
        boolean found = reader != null && reader.next() && reader.next();
        ShippedCheckpoint first = found && reader != null ? parse(reader, 0) : null;
        if (first != null && reader != null && first.checkpoint().size() < fromSize) {
          return new Place(reader.offset(), first.checkpoint().size());
        }
      }
    }
    return new Place(0, 0);
  }

  private static @Nullable ShippedCheckpoint parse(NoteReader reader, long sizeBefore) {
    byte[] bytes = reader.bytes();
    try {
      SignedNote note = bytes == null ? null : SignedNote.parse(bytes);
      return note == null ? null : new ShippedCheckpoint(sizeBefore, note, Checkpoint.of(note));
    } catch (MalformedNoteException e) {
      // Verification of the folder says what is wrong with it.
      return null;
    }
  }
}
