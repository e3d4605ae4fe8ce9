package io.tachograph.recorder.oldledger;

import io.tachograph.format.EventId;
import io.tachograph.format.Sha256;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.LedgerHistory;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.oldledger.ImportReport.Outcome;
import io.tachograph.recorder.oldledger.ImportReport.Written;
import io.tachograph.store.oldledger.ChainSummary;
import io.tachograph.store.oldledger.ChainSummary.Chain;
import io.tachograph.store.oldledger.OldLedger;
import io.tachograph.store.oldledger.VerifiedRow;
import io.tachograph.store.oldledger.VerifiedRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports an old ledger into one of ours. For one thread.
 *
 * <ol>
 *   <li>All of the old one is read and its chain judged. A broken one is refused here.
 *   <li>Ours is read for an earlier import of the same file. One that was completed ends it here.
 *       <i>Until now nothing was written.</i>
 *   <li>Ours is opened, or made; {@code import_started} is appended, unless an import that was cut
 *       off is continued. <i>A crash here: an import without a row, which the next one continues.
 *       </i>
 *   <li>The events of the rows are appended, but those that an import that was cut off had come to.
 *       <i>A crash here: the next import of the same file goes on behind the last.</i>
 *   <li>{@code import_completed} is appended, and everything sealed.
 * </ol>
 */
public final class OldLedgerImport {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final UUID LONGEST_ID = new UUID(0, 0);
  private static final long LONGEST_NUMBER = Long.MAX_VALUE / 2;

  /**
   * What is to be imported.
   *
   * @param file the old ledger
   * @param folder our ledger's folder; made where there is none
   * @param acceptBroken whether a broken chain is imported too, each break as an event
   * @param process who imports
   */
  public record Request(Path file, Path folder, boolean acceptBroken, HostProcess process) {}

  private final Request request;
  private final OldLedger old;
  private final ChainSummary summary;
  private final ImportedEvents events;
  private final ImportHistory history;
  private final ImportClock clock = new ImportClock(Thread.currentThread());
  private final SecureRandom random = new SecureRandom();
  private final SwallowedErrors errors = new SwallowedErrors();

  private OldLedgerImport(Request request, OldLedger old) {
    this.request = request;
    this.old = old;
    this.events = new ImportedEvents(old);
    // Also refuses, before anything is written, a row that is too long; these take up the most.
    this.summary = ChainSummary.of(old, row -> events.of(row, LONGEST_ID, LONGEST_NUMBER));
    this.history = new ImportHistory(old);
    old.requireUnchanged();
  }

  /**
   * Imports.
   *
   * @throws io.tachograph.store.StoreException if the old ledger cannot be read
   * @throws LedgerException if ours cannot be written: LOCKED if a live process writes to it
   * @throws IOException if the folder cannot be looked at
   */
  public static ImportReport run(Request request) throws IOException {
    try (OldLedger old = OldLedger.open(request.file())) {
      return new OldLedgerImport(request, old).run();
    }
  }

  private ImportReport run() throws IOException {
    if (summary.chain() == Chain.BROKEN && !request.acceptBroken()) {
      return report(Outcome.REFUSED, null, null);
    }
    Path folder = request.folder();
    if (LedgerHistory.isLedger(folder)) {
      try (LedgerHistory ledger = LedgerHistory.open(folder);
          LedgerCursor cursor = ledger.read(0)) {
        history.read(cursor);
      }
    } else {
      refuseAboveLedgers(folder);
    }
    return history.isCompleted()
        ? report(Outcome.ALREADY_IMPORTED, history.importId(), null)
        : write();
  }

  /** A ledger in a folder of ledgers would hide those from whoever looks for them there. */
  private static void refuseAboveLedgers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      Path ledger = inside.filter(LedgerHistory::isLedger).findFirst().orElse(null);
      if (ledger != null) {
        throw new IOException(
            "the folder holds ledgers and is none; name one of them, or a new one in it: path="
                + folder
                + " found="
                + ledger.getFileName());
      }
    }
  }

  private ImportReport write() {
    String options = "accept-broken=" + request.acceptBroken();
    String digest = Sha256.hex(options.getBytes(StandardCharsets.UTF_8));
    LedgerSettings settings =
        LedgerSettings.defaults()
            .withClock(clock)
            .withProcess(request.process().details(digest, null, errors))
            .withSealing(Sealing.DEFAULT.withTrouble(errors::swallowed));
    try (ChronicleLedger ledger = ChronicleLedger.open(request.folder(), settings)) {
      errors.logTo(ledger.folder().resolve(SwallowedErrors.FILE_NAME));
      try (LedgerCursor cursor = ledger.read(history.nextSeq())) {
        // What another import wrote between our look and our opening.
        history.read(cursor);
      }
      if (history.isCompleted()) {
        return report(Outcome.ALREADY_IMPORTED, history.importId(), null);
      }
      UUID begun = history.importId();
      long firstSeq = ledger.head().seq() + 1;
      UUID importId = begun == null ? append(ledger, events.started(summary)) : begun;
      appendRows(ledger, importId);
      append(ledger, events.completed(summary, importId));
      long lastSeq = ledger.head().seq();
      ledger.finish();
      boolean sealed = ledger.sealedSize() > lastSeq;
      Written written =
          new Written(
              ledger.id(), ledger.isNew() ? ledger.verifierKey() : null, firstSeq, lastSeq, sealed);
      return report(begun == null ? Outcome.IMPORTED : Outcome.CONTINUED, importId, written);
    }
  }

  private void appendRows(ChronicleLedger ledger, UUID importId) {
    long number = 1;
    try (VerifiedRows rows = old.read()) {
      for (VerifiedRow row = rows.next(); row != null; row = rows.next()) {
        for (ImportedEvent event : events.of(row, importId, number)) {
          if (number > history.events()) {
            append(ledger, event);
          }
          number++;
        }
      }
    }
    // Else the end would say of a file what was read of another.
    old.requireUnchanged();
  }

  private UUID append(ChronicleLedger ledger, ImportedEvent event) {
    clock.lend(event.time());
    try {
      long millis = clock.nanos() / NANOS_PER_MILLI;
      UUID id = new UUID(EventId.high(millis, random.nextLong()), EventId.low(random.nextLong()));
      ledger.append(
          id.getMostSignificantBits(),
          id.getLeastSignificantBits(),
          event.type(),
          event.body(),
          0,
          event.body().length);
      return id;
    } finally {
      clock.lend(null);
    }
  }

  private ImportReport report(Outcome outcome, @Nullable UUID importId, @Nullable Written written) {
    return new ImportReport(
        outcome,
        old.path(),
        old.sha256(),
        old.logSha256(),
        summary,
        request.folder(),
        importId,
        written);
  }
}
