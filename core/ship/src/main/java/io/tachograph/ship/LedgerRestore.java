package io.tachograph.ship;

import io.tachograph.format.Entry;
import io.tachograph.verifier.LedgerStream;
import io.tachograph.verifier.StreamedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a ledger's folder from what the far side has: the same entries and checkpoints byte for
 * byte, in roll files of a day each. It judges nothing.
 */
final class LedgerRestore {
  private static final Pattern FILES =
      Pattern.compile("ledger\\.vkey|pruned/boundary|pruned/[0-9]{1,18}\\.tlog-proof");

  private final Path folder;
  private long entries;

  private LedgerRestore(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes it; how many entries it has.
   *
   * @param folder a folder that is empty or not there
   * @throws IOException if it is not, or something cannot be read or written
   */
  static long write(LedgerStream ledger, Path folder) throws IOException {
    LedgerRestore restore = new LedgerRestore(folder);
    restore.requireEmpty();
    try (InputStream checkpoints = ledger.checkpoints()) {
      Files.copy(checkpoints, Files.createDirectories(folder).resolve("checkpoints"));
    }
    restore.files(ledger.files());
    try (LedgerStream.Entries stream = ledger.entries()) {
      restore.entries(stream);
    }
    return restore.entries;
  }

  private void requireEmpty() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        if (children.findAny().isPresent()) {
          throw new IOException("a ledger is restored into a folder that is empty: path=" + folder);
        }
      }
    }
  }

  private void files(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!FILES.matcher(file.getKey()).matches()) {
        throw new IOException("no file of a ledger's: name=" + file.getKey());
      }
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
  }

  private void entries(LedgerStream.Entries stream) throws IOException {
    Path queue = Files.createDirectories(folder.resolve("ledger"));
    RestoredFile file = null;
    try {
      for (StreamedEntry next = stream.next(); next != null; next = stream.next()) {
        LocalDate day = day(next);
        if (file == null) {
          file = new RestoredFile(queue, day);
        } else if (day.isAfter(file.day())) {
          file.roll();
          file.close();
          file = new RestoredFile(queue, day);
        }
        file.add(next);
        entries++;
      }
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }

  private static LocalDate day(StreamedEntry next) {
    Entry entry = next.entry();
    return entry == null ? LocalDate.EPOCH : LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
  }
}
