package io.tachograph.cli;

import io.tachograph.format.Entry;
import io.tachograph.recorder.index.SeekableEntries;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.Progress;
import io.tachograph.verifier.proof.EntryLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's entries as they stand in its files, from any seq on, while its process may be writing:
 * those whose hash is that of their bytes. An entry is found by halving its roll file. For one
 * thread.
 */
final class FolderEntries implements SeekableEntries, AutoCloseable {
  /** How often progress is told, in entries. */
  private static final int TOLD_EVERY = 1_000;

  private final LedgerFolder folder;
  private final Progress progress;
  private EntryLocator locator;

  /**
   * Opens a ledger's files.
   *
   * @param progress hears of how far a reading came
   * @throws IOException if they cannot be read
   */
  FolderEntries(LedgerFolder folder, Progress progress) throws IOException {
    this.folder = folder;
    this.progress = progress;
    this.locator = EntryLocator.open(folder);
  }

  @Override
  public void read(long fromSeq, Predicate<Entry> reader) throws IOException {
    try (EntryReader entries = reader(fromSeq)) {
      Passed passed = new Passed(folder, progress);
      for (Located at = entries.next(); at != null; at = entries.next()) {
        passed.at(at);
        if (at.entry().seq() >= fromSeq && isIntact(at) && !reader.test(at.entry())) {
          return;
        }
      }
    }
  }

  /** At the entry of that seq, or before it; at the first where no file holds it. */
  private EntryReader reader(long fromSeq) throws IOException {
    Located start = fromSeq == 0 ? null : locate(fromSeq - 1);
    if (start == null && fromSeq > 0) {
      start = locate(fromSeq);
    }
    return EntryReader.openAt(folder, start);
  }

  @Override
  public @Nullable Entry first(long fromSeq) throws IOException {
    Located at = fromSeq == 0 ? null : locate(fromSeq);
    return at != null && isIntact(at) ? at.entry() : SeekableEntries.super.first(fromSeq);
  }

  /** The entry that says it has this seq, and where it stands, or null if there is none. */
  @Nullable Located locate(long seq) throws IOException {
    Located at = locator.locate(seq);
    if (at == null) {
      // The writer may have gone on since.
      EntryLocator now = EntryLocator.open(folder);
      locator.close();
      locator = now;
      at = locator.locate(seq);
    }
    return at;
  }

  private static boolean isIntact(Located at) {
    return at.entry().hash().equals(at.storedHash());
  }

  @Override
  public void close() throws IOException {
    locator.close();
  }

  /** How many bytes of the files a reading passed. */
  private static final class Passed {
    private final LedgerFolder folder;
    private final Progress progress;
    private final Map<String, Long> before = new HashMap<>();
    private long total;
    private int entries;

    Passed(LedgerFolder folder, Progress progress) {
      this.folder = folder;
      this.progress = progress;
    }

    void at(Located at) throws IOException {
      if (++entries % TOLD_EVERY == 0) {
        if (!before.containsKey(at.file())) {
          measure();
        }
        progress.at(before.getOrDefault(at.file(), total) + at.offset(), total);
      }
    }

    private void measure() throws IOException {
      total = 0;
      for (Path file : folder.rollFiles()) {
        before.put(String.valueOf(file.getFileName()), total);
        total += Files.size(file);
      }
    }
  }
}
