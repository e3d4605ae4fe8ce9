package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backups that stand beside a store, one a day: {@code store.db.2026-11-20.bak}. Files of any
 * other name are nobody's here: they are neither counted nor deleted. For one thread, and one
 * process, at a time.
 */
public final class KeptBackups {
  /** How many are kept. */
  public static final int KEPT = 7;

  private static final String DATE_PATTERN = "([0-9]{4}-[0-9]{2}-[0-9]{2})";

  private final Path store;
  private final Pattern name;
  private final Pattern leftOver;

  /**
   * A backup that stands beside its store.
   *
   * @param file the backup
   * @param day the day, in UTC, that it is named after
   * @param madeAt when it was written
   * @param bytes how long it is
   */
  public record Backup(Path file, LocalDate day, Instant madeAt, long bytes) {}

  /** Those of a store, which need not exist. */
  public KeptBackups(Path store) {
    this.store = store.toAbsolutePath();
    String pattern = Pattern.quote(store.getFileName() + ".") + DATE_PATTERN + "\\.bak";
    this.name = Pattern.compile(pattern);
    this.leftOver = Pattern.compile(pattern + OnlineBackup.TEMPORARY_PATTERN);
  }

  /** The youngest one, or null for none. */
  public @Nullable Backup newest() {
    List<Backup> all = list();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** All of them, the oldest day first. */
  public List<Backup> list() {
    List<Backup> backups = new ArrayList<>();
    for (Path file : matching(name)) {
      LocalDate day = day(file);
      Backup backup = day == null ? null : look(file, day);
      if (backup != null) {
        backups.add(backup);
      }
    }
    backups.sort(Comparator.comparing(Backup::day));
    return backups;
  }

  /**
   * Makes the one of a day unless it is there, and then deletes the oldest until {@link #KEPT} are
   * left, and what a crash left of earlier ones.
   *
   * @param from the store, open
   * @param day in UTC
   * @return whether it was made
   * @throws StoreException as {@link SqliteStore#backup}; older backups stay then
   */
  public boolean keep(SqliteStore from, LocalDate day) {
    Path target = store.resolveSibling(store.getFileName() + "." + day + ".bak");
    if (Files.exists(target)) {
      return false;
    }
    deleteAll(matching(leftOver));
    from.backup(target);
    List<Path> backups = list().stream().map(Backup::file).toList();
    deleteAll(backups.subList(0, Math.max(0, backups.size() - KEPT)));
    return true;
  }

  private List<Path> matching(Pattern pattern) {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> pattern.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw refused("listed", store, e);
    }
  }

  private Path folder() {
    Path folder = store.getParent();
    return folder == null ? store : folder;
  }

  private @Nullable LocalDate day(Path file) {
    Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
    try {
      return matcher.matches() ? LocalDate.parse(matcher.group(1)) : null;
    } catch (DateTimeException e) {
      // The 31st of February was not named by us.
      return null;
    }
  }

  /** Null where who keeps the backups has deleted it since it was listed. */
  private static @Nullable Backup look(Path file, LocalDate day) {
    try {
      return new Backup(file, day, Files.getLastModifiedTime(file).toInstant(), Files.size(file));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw refused("looked at", file, e);
    }
  }

  private static void deleteAll(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw refused("deleted", file, e);
      }
    }
  }

  private static StoreException refused(String what, Path file, IOException cause) {
    return new StoreException(
        Category.IO,
        "The backups beside the store cannot be "
            + what
            + "; check the folder's permissions: file="
            + file
            + ".",
        cause);
  }
}
