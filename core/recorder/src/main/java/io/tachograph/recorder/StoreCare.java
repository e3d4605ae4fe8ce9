package io.tachograph.recorder;

import io.tachograph.store.KeptBackups;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a store needs beside being written to: a backup a day, where that is wanted, and a word in
 * the log when it has grown large. Asked by the projection's thread whenever that has a moment; a
 * backup has a thread of its own, one at a time, and nobody waits for it: what dies with the
 * process leaves a temporary file, which the next one deletes.
 */
final class StoreCare {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final Duration RETRY_AFTER = Duration.ofHours(1);

  /** The host needs the disk more than we do: a backup must leave as much as it takes. */
  private static final int ROOM_FACTOR = 2;

  private final Path storeFile;
  private final BackupSchedule schedule;
  private final Clock clock;
  private final SwallowedErrors errors;
  private final long warnBytes;
  private final AtomicBoolean backingUp = new AtomicBoolean();
  private Instant nextLook = Instant.MIN;
  private boolean warned;
  private volatile Instant nextBackup = Instant.MIN;
  private volatile @Nullable LocalDate lastDay;

  StoreCare(Path storeFile, BackupSchedule schedule, Clock clock, SwallowedErrors errors) {
    this(storeFile, schedule, clock, errors, StoreStats.DEFAULT_WARN_BYTES);
  }

  StoreCare(
      Path storeFile,
      BackupSchedule schedule,
      Clock clock,
      SwallowedErrors errors,
      long warnBytes) {
    this.storeFile = storeFile;
    this.schedule = schedule;
    this.clock = clock;
    this.errors = errors;
    this.warnBytes = warnBytes;
  }

  /** Does what is due, and returns at once; the store is there. */
  void tend() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(LOOK_EVERY);
    warnIfLarge();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean due = schedule == BackupSchedule.DAILY && !today.equals(lastDay);
    if (due && !now.isBefore(nextBackup) && backingUp.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> backUp(today), "tachograph-backup");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void warnIfLarge() {
    try {
      long bytes = Files.size(storeFile);
      if (bytes > warnBytes && !warned) {
        warned = true;
        errors.note(
            "the store is large; archive missions that are over, and vacuum it: file="
                + storeFile
                + " bytes="
                + bytes
                + " warn_above="
                + warnBytes,
            null);
      }
    } catch (IOException e) {
      errors.swallowed("a look at the store's size", e);
    }
  }

  private void backUp(LocalDate day) {
    try {
      refuseFullDisk();
      try (SqliteStore store =
          DefaultTimeZone.untouchedBy(() -> SqliteStore.openReadOnly(storeFile))) {
        new KeptBackups(storeFile).keep(store, day);
      }
      lastDay = day;
    } catch (RuntimeException | IOException | Error e) {
      nextBackup = clock.instant().plus(RETRY_AFTER);
      errors.swallowed("the daily backup of the store, tried again in an hour", e);
    } finally {
      backingUp.set(false);
    }
  }

  private void refuseFullDisk() throws IOException {
    long needed = ROOM_FACTOR * Files.size(storeFile);
    long free = Files.getFileStore(storeFile).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          "too little room for a backup, make some or say backup=off: file="
              + storeFile
              + " free="
              + free
              + " needed="
              + needed);
    }
  }
}
