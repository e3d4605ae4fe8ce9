package io.tachograph.store.legacy;

import io.tachograph.store.DurableFile;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.legacy.DocumentImport.Precedence;
import io.tachograph.store.legacy.DocumentWalk.Found;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Imports JSON documents into a store. Each file is a transaction of its own, in these steps:
 *
 * <ol>
 *   <li>It is read and checked. A crash here changed nothing.
 *   <li>Its rows are written and committed, and with them its text. A crash here leaves nothing of
 *       it, or all of it.
 *   <li>The disk is waited for, and the file gets the name {@code *.migrated-<time>.json}. After a
 *       crash before that, the next import finds the file under its old name, knows its text,
 *       leaves the store as it is, and does this step alone.
 * </ol>
 *
 * <p>So nothing is imported twice, and no original is lost. Used by one thread at a time; others
 * may use the store meanwhile.
 */
public final class LegacyImport {
  private static final String WAL_SUFFIX = "-wal";

  private final Supplier<SqliteStore> store;
  private final Clock clock;
  private final boolean renames;

  private LegacyImport(Supplier<SqliteStore> store, Clock clock, boolean renames) {
    this.store = store;
    this.clock = clock;
    this.renames = renames;
  }

  /**
   * An import.
   *
   * @param clock says when it is
   */
  public static LegacyImport into(SqliteStore store, Clock clock) {
    return new LegacyImport(() -> store, clock, true);
  }

  /**
   * An import into a store that is opened, and made, only for a document that can be taken.
   *
   * @param store asked before each such document, and to give the same one each time
   * @param clock says when it is
   */
  public static LegacyImport into(Supplier<SqliteStore> store, Clock clock) {
    return new LegacyImport(store, clock, true);
  }

  /** One that leaves the files' names as they are. */
  static LegacyImport withoutRenaming(SqliteStore store, Clock clock) {
    return new LegacyImport(() -> store, clock, false);
  }

  /**
   * What there was to do.
   *
   * @param documents how many files were found that are documents, or should be
   * @param refused how many of them were not taken, or kept their name
   * @param migrated how many files beside them were imported earlier
   */
  public record Summary(int documents, int refused, int migrated) {}

  /**
   * Imports all that is found. What is wrong with one file keeps no other from being imported.
   *
   * @param sources folders, which are looked through, and files
   * @param missionUuid the mission of the documents that do not name theirs; null to find it
   * @param listener gets what became of each file, at once
   * @throws DocumentException if a folder cannot be looked through; nothing was changed then
   * @throws StoreException if the store cannot be written, for another reason than a document
   */
  public Summary run(
      List<Path> sources, @Nullable String missionUuid, Consumer<ImportOutcome> listener) {
    return run(sources, missionUuid, listener, () -> false);
  }

  /**
   * As {@link #run(List, String, Consumer)}, for a process that may have to end before all is done.
   *
   * @param stopped asked before each file whether to leave it, and what follows, to a later import
   */
  public Summary run(
      List<Path> sources,
      @Nullable String missionUuid,
      Consumer<ImportOutcome> listener,
      BooleanSupplier stopped) {
    DocumentWalk walk = DocumentWalk.of(sources);
    int refused = 0;
    for (Found found : walk.documents()) {
      if (stopped.getAsBoolean()) {
        break;
      }
      ImportOutcome outcome = one(found, missionUuid);
      refused += outcome.isDone() ? 0 : 1;
      listener.accept(outcome);
    }
    return new Summary(walk.documents().size(), refused, walk.migrated());
  }

  private ImportOutcome one(Found found, @Nullable String missionUuid) {
    DocumentKind kind = null;
    SourceDocument source;
    try {
      source = SourceDocument.read(found.file(), found.folder());
      kind = source.kind();
      DocumentImport.check(source);
    } catch (DocumentException e) {
      return refused(found, kind, e);
    }
    // A store that cannot be opened is no fault of one document: that ends the import.
    return one(found, source, missionUuid, store.get());
  }

  private ImportOutcome one(
      Found found, SourceDocument source, @Nullable String missionUuid, SqliteStore into) {
    try {
      Instant at = clock.instant();
      ImportOutcome outcome =
          into.write(
              writer -> DocumentImport.run(writer, source, missionUuid, Precedence.NONE, at));
      return renames ? renamed(outcome, source, at, into) : outcome;
    } catch (DocumentException e) {
      return refused(found, source.kind(), e);
    } catch (StoreException e) {
      if (!isAboutOneMission(e)) {
        throw e;
      }
      return ImportOutcome.refused(found.file(), source.kind(), String.valueOf(e.getMessage()));
    }
  }

  private static ImportOutcome refused(
      Found found, @Nullable DocumentKind kind, DocumentException e) {
    String why = String.valueOf(e.in(found.file()).getMessage());
    return ImportOutcome.refused(found.file(), kind, why);
  }

  private static boolean isAboutOneMission(StoreException e) {
    return switch (e.category()) {
      case CONSTRAINT, CORRUPT, NOT_FOUND -> true;
      default -> false;
    };
  }

  private static ImportOutcome renamed(
      ImportOutcome outcome, SourceDocument source, Instant at, SqliteStore store) {
    if (!source.isStillThere()) {
      return outcome.failed(
          "The file was changed while it was imported, so it keeps its name; import it again:"
              + " file="
              + source.file()
              + ".");
    }
    try {
      awaitDisk(store);
      return outcome.renamed(MigratedFile.rename(source.file(), at));
    } catch (IOException | StoreException e) {
      return outcome.failed(
          "The document is "
              + (outcome.action() == Action.UNCHANGED ? "" : "now ")
              + "in the store, but its file cannot be given its new name: "
              + e.getMessage());
    }
  }

  /** A commit survives the process, and a power cut as soon as the log is on the disk. */
  private static void awaitDisk(SqliteStore store) throws IOException {
    Path wal = store.file().resolveSibling(store.file().getFileName() + WAL_SUFFIX);
    if (Files.exists(wal)) {
      DurableFile.sync(wal);
    }
  }
}
