package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A sealed ledger of many days, made in a moment, for tests that drop the oldest. */
final class PrunableLedger {
  static final Instant FIRST_DAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final EventType TYPE = EventType.of("tested");
  private static final byte[] BODY = "{\"data\":{\"x\":\"0123456789\"}}".getBytes(UTF_8);
  private static final Duration SOON = Duration.ofSeconds(20);

  final Path folder;
  final List<String> trouble = new CopyOnWriteArrayList<>();
  private final AtomicLong now =
      new AtomicLong(FIRST_DAY.plus(Duration.ofHours(12)).getEpochSecond() * 1_000_000_000L);

  PrunableLedger(Path folder) {
    this.folder = folder;
  }

  static Instant day(int number) {
    return FIRST_DAY.plus(Duration.ofDays(number));
  }

  LedgerSettings settings() {
    return LedgerSettings.defaults()
        .withClock(now::get)
        .withSealing(
            Sealing.DEFAULT.withTrouble((what, error) -> trouble.add(what + ": " + error)));
  }

  ChronicleLedger open() {
    return ChronicleLedger.open(folder, settings());
  }

  void nextDay() {
    now.addAndGet(Duration.ofDays(1).toNanos());
  }

  static void append(Ledger ledger, int count) {
    for (int i = 0; i < count; i++) {
      ledger.append(1, i, TYPE, BODY, 0, BODY.length);
    }
  }

  static void awaitSealed(ChronicleLedger ledger, long size) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (ledger.sealedSize() < size && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    assertThat(ledger.sealedSize()).isGreaterThanOrEqualTo(size);
  }

  /** Records on so many days, each a run of its own, and so with a key of its own. */
  PrunableLedger days(int count, int entriesEach) throws Exception {
    for (int i = 0; i < count; i++) {
      run(entriesEach);
      nextDay();
    }
    return this;
  }

  /** One run, of which the key was exchanged. */
  void run(int entriesEach) throws Exception {
    try (ChronicleLedger ledger = open()) {
      append(ledger, entriesEach);
      awaitSealed(ledger, entriesEach);
      while (!ledger.isNew() && !hasRotated(ledger, entriesEach)) {
        Thread.sleep(2);
      }
    }
    assertThat(trouble).isEmpty();
  }

  private static boolean hasRotated(Ledger ledger, int entriesEach) {
    long from = Math.max(0, ledger.head().seq() - entriesEach - 1);
    return LedgerContract.readAll(ledger, from).stream()
        .anyMatch(entry -> entry.type().equals("key_rotated"));
  }

  /** Judges a ledger twice: by the test's own reading, and by the verifier. */
  static List<SealJudge.Judged> judge(Path folder) throws Exception {
    VerifierJudge.requireNoFindings(folder);
    return SealJudge.judge(folder);
  }

  List<String> rollFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(ChronicleLedger.QUEUE_FOLDER))) {
      return new ArrayList<>(
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".cq4"))
              .sorted()
              .toList());
    }
  }
}
