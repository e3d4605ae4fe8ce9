package io.tachograph.store.legacy;

import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An import that changes nothing: it is done in a copy of the store, which is thrown away. So it
 * says what an import would do, also where one document follows from another. Stateless.
 */
public final class ImportRehearsal {
  private ImportRehearsal() {}

  /**
   * As {@link LegacyImport#run}, without changing the store or the files.
   *
   * @param database the store's file; it need not be there
   */
  public static LegacyImport.Summary run(
      Path database,
      Clock clock,
      List<Path> sources,
      @Nullable String missionUuid,
      Consumer<ImportOutcome> listener)
      throws IOException {
    Path folder = Files.createTempDirectory("tachograph-rehearsal");
    try {
      Path copy = folder.resolve("store.db");
      if (Files.exists(database)) {
        try (SqliteStore store = SqliteStore.openReadOnly(database)) {
          store.backup(copy);
        }
      }
      try (SqliteStore store = SqliteStore.open(copy, clock)) {
        return LegacyImport.withoutRenaming(store, clock).run(sources, missionUuid, listener);
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
