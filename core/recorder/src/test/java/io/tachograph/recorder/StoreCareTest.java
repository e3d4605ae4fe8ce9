package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.KeptBackups;
import io.tachograph.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreCareTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @TempDir Path dir;
  private final SwallowedErrors errors = new SwallowedErrors();
  private Path store;
  private Path log;
  private Instant now = DAY.atTime(23, 0).toInstant(ZoneOffset.UTC);

  /** Stands still until it is set. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void name() {
    store = dir.resolve("store.db");
    log = dir.resolve("agent.log");
    errors.logTo(log);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private int backups() {
    return new KeptBackups(store).list().size();
  }

  private static boolean noneIsBeingMade() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("tachograph-backup"));
  }

  @Test
  void aBackupIsMadeADayAndSevenAreKept() {
    StoreCare care = new StoreCare(store, BackupSchedule.DAILY, clock, errors);
    try (SqliteStore open = SqliteStore.open(store)) {
      open.tasks().start("t", "", null, now);
      for (int day = 0; day < 9; day++) {
        care.tend();
        LocalDate expected = DAY.plusDays(day);
        await(
            () ->
                new KeptBackups(store).newest() != null
                    && new KeptBackups(store).newest().day().equals(expected));
        await(StoreCareTest::noneIsBeingMade);
        now = now.plus(Duration.ofMinutes(2));
        care.tend();
        await(StoreCareTest::noneIsBeingMade);
        now = now.plus(Duration.ofDays(1).minusMinutes(2));
      }
    }
    assertThat(backups()).isEqualTo(KeptBackups.KEPT);
    try (SqliteStore copy = SqliteStore.openReadOnly(new KeptBackups(store).newest().file())) {
      assertThat(copy.tasks().find("t")).isPresent();
    }
    assertThat(errors.count()).isZero();
  }

  @Test
  void withoutBackupsNoneIsMade() {
    StoreCare care = new StoreCare(store, BackupSchedule.OFF, clock, errors);
    SqliteStore.open(store).close();
    care.tend();
    assertThat(noneIsBeingMade()).isTrue();
    assertThat(backups()).isZero();
  }

  @Test
  void aBackupThatFailsIsCountedAndTriedAgainAnHourLater() throws Exception {
    Files.writeString(store, "no database, though it is as long as the header of one would be. ");
    StoreCare care = new StoreCare(store, BackupSchedule.DAILY, clock, errors);
    care.tend();
    await(() -> errors.count() == 1);
    await(StoreCareTest::noneIsBeingMade);
    now = now.plus(Duration.ofMinutes(59));
    care.tend();
    assertThat(noneIsBeingMade()).isTrue();
    Files.delete(store);
    SqliteStore.open(store).close();
    now = now.plus(Duration.ofMinutes(2));
    care.tend();
    await(() -> backups() == 1);
    await(StoreCareTest::noneIsBeingMade);
    assertThat(errors.count()).isEqualTo(1);
    assertThat(Files.readString(log)).contains("tried again in an hour");
  }

  @Test
  void aLargeStoreIsSaidOnce() throws Exception {
    SqliteStore.open(store).close();
    StoreCare care = new StoreCare(store, BackupSchedule.OFF, clock, errors, 1_000);
    care.tend();
    now = now.plus(Duration.ofHours(1));
    care.tend();
    assertThat(Files.readString(log).lines().filter(line -> line.contains("the store is large")))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("bytes=" + Files.size(store)));
    assertThat(errors.count()).isZero();
  }

  @Test
  void aSessionBacksUpItsStore() {
    RecordingOptions options =
        RecordingOptions.builder(dir, "svc").backups(BackupSchedule.DAILY).build();
    try (RecordingSession session =
        RecordingSession.open(options, new HostProcess("com.acme.Main", "test"), errors)) {
      session.recorder().decision("route", "why not", Map.of());
      KeptBackups backups = new KeptBackups(session.folder().resolve(RecordingSession.STORE_FILE));
      await(() -> backups.newest() != null);
      await(StoreCareTest::noneIsBeingMade);
    }
    assertThat(errors.count()).isZero();
  }
}
