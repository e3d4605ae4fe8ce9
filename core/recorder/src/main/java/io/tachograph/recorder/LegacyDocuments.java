package io.tachograph.recorder;

import io.tachograph.store.legacy.DocumentException;
import io.tachograph.store.legacy.LegacyImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The JSON documents that an agent kept its state in before, brought into the store once, when a
 * recording begins. The projection's thread imports them before it follows the ledger, so nobody
 * else waits; a document is not there any more for the next start, which finds it under its new
 * name.
 *
 * <ol>
 *   <li>The folder is looked through. Where it has no document, nothing is made or changed.
 *   <li>It is claimed, so that one process alone imports.
 *   <li>Before the first document that can be taken {@code legacy_import_started} is appended, and
 *       the store is opened. <i>A crash here</i>, or at any file: the ledger says that rows may
 *       have come from elsewhere, and the next start goes on; see {@link LegacyImport}.
 *   <li>{@code legacy_imported} says what became of the documents.
 * </ol>
 */
final class LegacyDocuments {
  /** How long an end in order waits for more documents, and then for the one that is under way. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

  private final Path folder;
  private final Recorder recorder;
  private final SwallowedErrors errors;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopping;

  /**
   * Of a folder.
   *
   * @param recorder is told what was imported
   * @param errors notes what was refused
   */
  LegacyDocuments(Path folder, Recorder recorder, SwallowedErrors errors) {
    this.folder = folder;
    this.recorder = recorder;
    this.errors = errors;
  }

  /** Imports what there is; to be called once. What goes wrong is noted or counted. */
  void importInto(Path storeFile) {
    try {
      if (Files.isDirectory(folder)) {
        run(storeFile);
      } else {
        errors.note(
            "there is no folder to import documents from; check the option, or take it away:"
                + " legacy="
                + folder,
            null);
      }
    } catch (DocumentException e) {
      errors.note(
          "the documents were not imported: legacy=" + folder + ": " + e.getMessage(), null);
    } catch (RuntimeException | Error e) {
      errors.swallowed(
          "the import of documents, which the next start goes on with: legacy=" + folder, e);
    } finally {
      done.countDown();
    }
  }

  private void run(Path storeFile) {
    try (LegacyRun run = new LegacyRun(folder, storeFile, recorder, errors)) {
      LegacyImport.Summary found =
          LegacyImport.into(run::store, Clock.systemUTC())
              .run(List.of(folder), null, run::took, () -> stopping || !run.claims());
      run.completed(found);
    }
  }

  /**
   * Waits for the import, and stops it if that takes long: what it leaves, the next start takes.
   */
  void finish() {
    try {
      if (!done.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        stopping = true;
        done.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
