package io.tachograph.store.legacy;

import io.tachograph.store.DurableFile;
import io.tachograph.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The name of a file that was imported: {@code <name>.migrated-<time>.json}. Stateless. */
final class MigratedFile {
  private static final String JSON = ".json";
  private static final int MAX_OF_ONE_SECOND = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private MigratedFile() {}

  /**
   * Gives the file its new name, and waits for the disk.
   *
   * @return the new name
   * @throws StoreException with category IO
   */
  static Path rename(Path file, Instant at) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    String marked = stem + ".migrated-" + TIME.format(at);
    for (int number = 1; ; number++) {
      Path target = file.resolveSibling(marked + (number == 1 ? "" : "-" + number) + JSON);
      try {
        DurableFile.move(file, target);
        return target;
      } catch (StoreException e) {
        if (e.category() != StoreException.Category.ALREADY_EXISTS || number == MAX_OF_ONE_SECOND) {
          throw e;
        }
      }
    }
  }
}
