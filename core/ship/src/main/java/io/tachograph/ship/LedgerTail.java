package io.tachograph.ship;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.EntryLocator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one ledger's files from where the far side is. It reads only; the ledger may grow, roll
 * and be pruned meanwhile. For one thread.
 */
final class LedgerTail implements AutoCloseable {
  private static final String VKEY_FILE = "ledger.vkey";
  private static final String PRUNED = "pruned";
  private static final String BOUNDARY = PRUNED + "/boundary";
  private static final String PROOFS = "*.tlog-proof";
  private static final int MAX_FILE_BYTES = 1 << 18;
  private static final int MAX_ENTRIES = 4_096;
  private static final int MAX_BYTES = 4 << 20;

  /** A new roll file may begin without a mark in the one before: so often it is looked for. */
  private static final long FULL_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final EntryReader reader;
  private final ChainWatch chain;
  private final CheckpointTail checkpoints;
  private final Consumer<String> breaks;
  private final List<ShippedFile> files;
  private long passedOver;
  private long skipBelow;
  private boolean atEnd;
  private long lastFullLook;

  private LedgerTail(
      EntryReader reader,
      long skipBelow,
      ChainWatch chain,
      CheckpointTail checkpoints,
      List<ShippedFile> files,
      Consumer<String> breaks) {
    this.reader = reader;
    this.skipBelow = skipBelow;
    this.chain = chain;
    this.checkpoints = checkpoints;
    this.files = files;
    this.breaks = breaks;
  }

  /**
   * Opens a ledger behind what the far side has of it.
   *
   * @param breaks hears of whatever does not follow, here or there
   */
  static LedgerTail open(LedgerFolder folder, FarEnd far, Consumer<String> breaks)
      throws IOException {
    CheckpointTail checkpoints = new CheckpointTail(folder, far.sealedSize(), breaks);
    PrunedBoundary dropped = null;
    Located from = null;
    List<ShippedFile> files = new ArrayList<>();
    try (EntryLocator locator = EntryLocator.open(folder)) {
      long first = locator.firstSeq();
      if (far.nextSeq() == 0) {
        add(folder, VKEY_FILE, files);
        dropped = first <= 0 ? null : boundary(folder);
      } else {
        from = locator.locate(far.nextSeq() - 1);
        if (from != null && !Objects.equals(from.storedHash(), far.head())) {
          breaks.accept(
              "the far side has another entry: seq="
                  + from.entry().seq()
                  + " here="
                  + from.storedHash()
                  + " there="
                  + far.head());
        } else if (from == null && first < far.nextSeq()) {
          breaks.accept("the far side has entries that are not here: next=" + far.nextSeq());
        }
      }
    }
    long start = far.nextSeq();
    ChainWatch chain = new ChainWatch(start, far.head(), breaks);
    if (dropped != null) {
      start = dropped.size();
      chain = new ChainWatch(start, dropped.lastHash(), breaks);
      add(folder, BOUNDARY, files);
      addProofs(folder, start, files);
    }
    EntryReader reader = EntryReader.follow(folder, from);
    return new LedgerTail(reader, start, chain, checkpoints, files, breaks);
  }

  private static @Nullable PrunedBoundary boundary(LedgerFolder folder) throws IOException {
    String text = text(folder, BOUNDARY);
    try {
      return text == null ? null : PrunedBoundary.parse(text);
    } catch (MalformedNoteException e) {
      // As good as none: the entries that are left are shipped, and verification says it.
      return null;
    }
  }

  private static void addProofs(LedgerFolder folder, long below, List<ShippedFile> files)
      throws IOException {
    Path pruned = folder.path().resolve(PRUNED);
    try (DirectoryStream<Path> proofs = Files.newDirectoryStream(pruned, PROOFS)) {
      for (Path proof : proofs) {
        String name = String.valueOf(proof.getFileName());
        String seq = name.substring(0, name.indexOf('.'));
        if (seq.matches("[0-9]{1,18}") && Long.parseLong(seq) < below) {
          add(folder, PRUNED + "/" + name, files);
        }
      }
    }
  }

  private static void add(LedgerFolder folder, String name, List<ShippedFile> files)
      throws IOException {
    String text = text(folder, name);
    if (text != null) {
      files.add(new ShippedFile(name, text));
    }
  }

  private static @Nullable String text(LedgerFolder folder, String name) throws IOException {
    Path file = folder.path().resolve(name);
    return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
        ? Files.readString(file)
        : null;
  }

  /** What must be at the far side before the first entry; empty where that has entries. */
  List<ShippedFile> files() {
    return files;
  }

  /** The entries that come next, within bounds of number and bytes; none if there are none yet. */
  List<ShippedEntry> next() throws IOException {
    List<ShippedEntry> entries = new ArrayList<>();
    if (atEnd && !reader.hasNews() && System.nanoTime() - lastFullLook < FULL_LOOK_NANOS) {
      return entries;
    }
    long bytes = 0;
    while (entries.size() < MAX_ENTRIES && bytes < MAX_BYTES) {
      Located located = reader.next();
      atEnd = located == null;
      if (located == null) {
        lastFullLook = System.nanoTime();
        break;
      }
      ShippedEntry entry = new ShippedEntry(located.entry(), located.storedHash());
      if (located.entry().seq() < skipBelow) {
        continue;
      }
      skipBelow = 0;
      if (chain.takes(entry)) {
        entries.add(entry);
        bytes += entry.entry().length();
      }
    }
    if (reader.passedOver() > passedOver) {
      breaks.accept(
          "excerpts that are no entries were passed over: count="
              + (reader.passedOver() - passedOver)
              + " before="
              + chain.expected());
      passedOver = reader.passedOver();
    }
    return entries;
  }

  /** Whether there was nothing more when it was last asked. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** The checkpoints, in the order of their file. */
  CheckpointTail checkpoints() {
    return checkpoints;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
