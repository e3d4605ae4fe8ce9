package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies a database that is in use to another file, by SQLite's own backup. Stateless.
 *
 * <p>All pages are copied in one step, which in WAL mode holds up nobody who writes: what they
 * commit meanwhile is not in the copy. In many steps each commit of another process would make it
 * begin anew.
 */
final class OnlineBackup {
  private static final Duration READ_ONLY_CHECK_TIMEOUT = Duration.ofSeconds(5);

  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final int RANDOM_BYTES = 8;

  /** What a temporary name has behind the target's, with what SQLite keeps beside it. */
  static final String TEMPORARY_PATTERN = "\\.[0-9a-f]{16}\\.tmp(-journal)?";

  private OnlineBackup() {}

  /**
   * Copies what is committed. A crash leaves the target absent, or whole; and at most a temporary
   * file beside it.
   *
   * @param target in a folder that exists; nothing may have that name
   * @param copy makes the file that it is given a copy of the database; may write it several times
   * @throws StoreException with category ALREADY_EXISTS, CORRUPT if the database is damaged, IO,
   *     DISK_FULL
   */
  static void make(Path target, Consumer<Path> copy) {
    DurableFile.refuseExisting(target);
    make(target, copy, temporary -> DurableFile.move(temporary, target));
  }

  /**
   * As {@link #make}, in place of what has that name, and of what a crash left of earlier attempts.
   * For one thread, and one process, at a time.
   */
  static void replace(Path target, Consumer<Path> copy) {
    deleteLeftOvers(target);
    make(target, copy, temporary -> DurableFile.replace(temporary, target));
  }

  private static void make(Path target, Consumer<Path> copy, Consumer<Path> name) {
    Path temporary = temporaryFor(target);
    try {
      // 1. The pages, which SQLite waits for the disk to have.
      // A crash here: a temporary file that nothing refers to.
      copy.accept(temporary);
      // 2. A look at the copy: what cannot be read is no backup.
      check(temporary);
      // 3. Its name.
      // A crash here: the target is absent, or whole.
      name.accept(temporary);
    } finally {
      deleteQuietly(temporary);
    }
  }

  /** A name in the same folder that nobody else takes. */
  static Path temporaryFor(Path target) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return target.resolveSibling(
        target.getFileName() + "." + HexFormat.of().formatHex(random) + TEMPORARY_SUFFIX);
  }

  private static void deleteLeftOvers(Path target) {
    Pattern leftOver =
        Pattern.compile(Pattern.quote("" + target.getFileName()) + TEMPORARY_PATTERN);
    Path folder = target.toAbsolutePath().getParent();
    try (Stream<Path> files = folder == null ? Stream.empty() : Files.list(folder)) {
      files
          .filter(file -> leftOver.matcher("" + file.getFileName()).matches())
          .forEach(OnlineBackup::deleteQuietly);
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(
          Category.IO,
          "The store's folder cannot be listed; check its permissions: folder=" + folder + ".",
          e);
    }
  }

  private static void check(Path copy) {
    // Nobody else knows its name, so no locks are needed and no log is made.
    try (Session session =
        new StoreFile(copy, READ_ONLY_CHECK_TIMEOUT).connect("mode=ro&immutable=1")) {
      String found = session.pragma("PRAGMA quick_check(1)");
      if (!found.equals("ok")) {
        throw new StoreException(
            Category.CORRUPT,
            "The copy of the database is damaged, and was deleted; restore an older backup, or"
                + " rebuild the store: file="
                + copy
                + " sqlite="
                + found
                + ".");
      }
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be checked in its copy", "file=" + copy);
    }
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It is named so that it can be told from a backup; the one failure that counts is on its
      // way.
    }
  }
}
