package io.tachograph.cli;

import io.tachograph.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that works on one database. */
final class DatabaseOptions {
  @Option(
      names = "--db",
      paramLabel = "FILE",
      required = true,
      description = "The store's database, such as /var/audit/orders/store.db.")
  private Path file;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  DatabaseOptions() {}

  /** The database. */
  Path file() {
    return file;
  }

  /**
   * Opens the database to read and write.
   *
   * @throws NoSuchFileException if there is none; it is not made
   */
  SqliteStore openExisting() throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return SqliteStore.open(file);
  }

  /** Whether to print for machines. */
  boolean json() {
    return json;
  }
}
