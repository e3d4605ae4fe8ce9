package io.tachograph.recorder;

import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.LedgerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process's recording, from its start to its end: the ledger, the store beside it, and the
 * projection between them. Thread-safe.
 */
public final class RecordingSession implements AutoCloseable {
  /** Name of the store's file in the ledger's folder. */
  public static final String STORE_FILE = "store.db";

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_FOLDERS = 1_000;

  private final ChronicleLedger ledger;
  private final Recorder recorder;
  private final SwallowedErrors errors;
  private final @Nullable LegacyDocuments legacy;
  private final Projection projection;
  private final RecordingStatistics statistics;
  private boolean finished;
  private boolean closed;

  private RecordingSession(
      Opened opened, Recorder recorder, RecordingOptions options, SwallowedErrors errors) {
    this.ledger = opened.ledger();
    this.recorder = recorder;
    this.errors = errors;
    Path store = ledger.folder().resolve(STORE_FILE);
    StoreCare care = new StoreCare(store, options.backups(), Clock.systemUTC(), errors);
    Path documents = options.legacy();
    this.legacy = documents == null ? null : new LegacyDocuments(documents, recorder, errors);
    this.projection = new Projection(ledger, store, care, legacy, errors);
    this.statistics =
        new RecordingStatistics(
            ledger,
            recorder.entries(),
            options.redaction(),
            projection,
            errors,
            opened.leftAlone());
    projection.start();
  }

  /**
   * Opens the next free ledger folder, {@code <dir>/<service>}, {@code <service>-2} and so on.
   * Takes a quarter of a second. A store that cannot be opened is counted and logged, and the
   * ledger is written without it.
   *
   * @throws LedgerException if no ledger can be opened
   */
  public static RecordingSession open(
      RecordingOptions options, HostProcess host, SwallowedErrors errors) {
    LedgerSettings settings =
        LedgerSettings.defaults()
            .withProcess(host.details(options.configDigest(), options.redaction().keyId(), errors))
            .withSealing(options.sealing().withTrouble(errors::swallowed))
            .withRoll(options.roll())
            .withDurability(options.durability());
    Opened opened = DefaultTimeZone.untouchedBy(() -> openNextFree(options, settings, errors));
    ChronicleLedger ledger = opened.ledger();
    errors.logTo(ledger.folder().resolve(SwallowedErrors.FILE_NAME));
    errors.tell(host.beginning(ledger.id(), options.config()));
    options.redaction().load();
    String warning = options.redaction().warning();
    if (warning != null) {
      errors.note(warning, null);
    }
    Recorder recorder =
        new Recorder(ledger, options.onFailure(), options.limits(), options.redaction(), errors);
    return new RecordingSession(opened, recorder, options, errors);
  }

  /** A ledger, and how many that are not intact were left alone before it. */
  private record Opened(ChronicleLedger ledger, int leftAlone) {}

  private static Opened openNextFree(
      RecordingOptions options, LedgerSettings settings, SwallowedErrors errors) {
    LedgerException last = null;
    int leftAlone = 0;
    for (int number = 1; number <= MAX_FOLDERS; number++) {
      String name = number == 1 ? options.service() : options.service() + "-" + number;
      try {
        return new Opened(ChronicleLedger.open(options.dir().resolve(name), settings), leftAlone);
      } catch (LedgerException e) {
        switch (e.reason()) {
          case LOCKED -> last = e;
          case DAMAGED -> {
            // Evidence: it stays as it is, and this process records beside it.
            errors.swallowed("a ledger that is not intact was left alone", e);
            leftAlone++;
            last = e;
          }
          default -> throw e;
        }
      }
    }
    throw new LedgerException(
        LedgerException.Reason.LOCKED,
        "no free ledger folder; give this service a folder of its own: path="
            + options.dir().resolve(options.service())
            + " tried="
            + MAX_FOLDERS,
        last == null ? new IllegalStateException("none was tried") : last);
  }

  /**
   * Whether a store is made for an event of that type where there is none yet. Of a ledger without
   * a store, events of other types may be dropped.
   */
  public static boolean storeNeeds(String type) {
    return EventApplier.hasPlaceFor(type);
  }

  /** What records. */
  public Recorder recorder() {
    return recorder;
  }

  /** What it did so far. */
  public RecordingStatistics statistics() {
    return statistics;
  }

  /** The ledger's folder. */
  public Path folder() {
    return ledger.folder();
  }

  /** The key that verifies the ledger if this session made it, else null. */
  public @Nullable VerifierKey newVerifierKey() {
    return ledger.isNew() ? ledger.verifierKey() : null;
  }

  /** The ledger's id. */
  public UUID ledgerId() {
    return ledger.id();
  }

  /**
   * Ends the recording in order, for a JVM that goes down: appends {@code ledger_closed}, waits for
   * the disk, and lets the projection come to the end. The ledger stays open, so that threads that
   * outlive this are still recorded. Does nothing the second time; errors are counted.
   */
  public synchronized void finish() {
    if (finished) {
      return;
    }
    finished = true;
    recorder.ending();
    if (legacy != null) {
      legacy.finish();
    }
    try {
      ledger.finish();
    } catch (LedgerException e) {
      errors.swallowed("the end of the ledger", e);
    }
    drain();
    errors.tell(
        "a run ends: appended="
            + statistics.appended()
            + " failed="
            + statistics.failed()
            + " errors="
            + statistics.errors());
  }

  private void drain() {
    try {
      projection.drain(DRAIN_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #close()} while the host goes on: what it still does is not missed. */
  public void detach() {
    recorder.stop();
    close();
  }

  /** Finishes and gives the folder back; nothing can be recorded afterwards. */
  @Override
  public synchronized void close() {
    finish();
    if (!closed) {
      closed = true;
      try {
        ledger.close();
      } catch (LedgerException e) {
        errors.swallowed("the release of the ledger", e);
      }
    }
  }
}
