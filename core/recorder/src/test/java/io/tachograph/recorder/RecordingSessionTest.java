package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingSessionTest {
  @TempDir Path dir;
  private final SwallowedErrors errors = new SwallowedErrors();

  private RecordingSession open() {
    return open(errors);
  }

  private RecordingSession open(SwallowedErrors errors) {
    return RecordingSession.open(
        RecordingOptions.of(dir, "svc"), new HostProcess("com.acme.Main", "test"), errors);
  }

  @Test
  void aSecondSessionTakesTheNextFolder() {
    try (RecordingSession first = open();
        RecordingSession second = open()) {
      assertThat(first.folder()).isEqualTo(dir.resolve("svc"));
      assertThat(second.folder()).isEqualTo(dir.resolve("svc-2"));
    }
    try (RecordingSession again = open()) {
      assertThat(again.folder()).isEqualTo(dir.resolve("svc"));
    }
    assertThat(errors.count()).isZero();
  }

  @Test
  void lateCallsAreRecordedAfterFinishAndNoneAfterClose() {
    RecordingSession session = open();
    session.finish();
    session.finish();
    assertThat(session.recorder().isActive()).isFalse();
    session.recorder().record("late", Map.of());
    assertThat(errors.count()).isZero();
    session.close();
    session.close();
    session.recorder().record("too.late", Map.of());
    assertThat(errors.count()).isEqualTo(1);
  }

  @Test
  void whatAHostDoesAfterDetachIsNeitherRecordedNorMissedAndEndsGoToTheirOwnSession() {
    CallSite site = new CallSite(CallKind.TASK, "t", null, "a.B", "t", List.of());
    RecordingSession first = open();
    Call call = first.recorder().start(site, new Object[0]);
    first.detach();
    assertThat(first.recorder().isActive()).isFalse();
    assertThat(first.recorder().start(site, new Object[0])).isNull();
    first.recorder().end(call, null, null);
    first.recorder().record("too.late", Map.of());
    try (RecordingSession second = open()) {
      second.recorder().end(call, null, null);
      assertThat(second.recorder().currentTaskId()).isNull();
    }
    assertThat(errors.count()).isZero();
  }

  @Test
  void aSecretIsNowhereInTheFiles() throws Exception {
    CallSite site =
        new CallSite(
            CallKind.TOOL,
            "login",
            null,
            "com.acme.Tools",
            "login",
            List.of(new Parameter("password", false), new Parameter("options", false)));
    try (RecordingSession session = open()) {
      Call call =
          session
              .recorder()
              .start(site, new Object[] {"hunter2-secret", Map.of("token", "hunter2-secret")});
      session.recorder().end(call, "found me", null);
    }
    assertThat(filesWith("found me")).isNotEmpty();
    assertThat(filesWith("hunter2-secret")).isEmpty();
  }

  @Test
  void whatItDidIsCountedAndTheLogSaysThatItBeganAndEnded() throws Exception {
    CallSite site =
        new CallSite(
            CallKind.TOOL,
            "login",
            null,
            "com.acme.Tools",
            "login",
            List.of(new Parameter("password", false)));
    RecordingSession session = open();
    RecordingStatistics statistics = session.statistics();
    assertThat(statistics.appended()).isZero();
    assertThat(statistics.redacted()).isZero();
    Call call = session.recorder().start(site, new Object[] {"hunter2"});
    session.recorder().end(call, "yes", null);
    assertThat(statistics.appended()).isEqualTo(2);
    assertThat(statistics.bytes()).isBetween(300L, 2_000L);
    assertThat(statistics.redacted()).isEqualTo(1);
    assertThat(statistics.failed()).isZero();
    assertThat(statistics.appended(EventKind.TOOL)).isEqualTo(2);
    assertThat(statistics.appendTimes().count()).isEqualTo(2);
    assertThat(statistics.length()).isEqualTo(4);
    assertThat(statistics.continuityBreaks()).isZero();
    assertThat(statistics.freeBytes()).isBetween(1L, statistics.diskBytes());
    assertThat(statistics.appendNanos(0.5)).isBetween(1L, statistics.appendNanos(1));
    session.close();
    assertThat(statistics.projectionLag()).isZero();
    assertThat(statistics.unsealed()).isZero();
    assertThat(statistics.sealedAt()).isNotNull();
    assertThat(statistics.checkpointTimes().count()).isPositive();
    session.recorder().record("too.late", Map.of());
    assertThat(statistics.failed()).isEqualTo(1);
    assertThat(statistics.failed(EventKind.GOVERNANCE)).isEqualTo(1);
    assertThat(dir.resolve("svc").resolve(SwallowedErrors.FILE_NAME))
        .content()
        .contains(" a run begins: version=test pid=", " main_class=com.acme.Main ledger=")
        .contains(" a run ends: appended=2 failed=0 errors=0");
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  /** Roll files are long and nearly all of them is a hole. */
  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16 << 20);
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(start(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (NoSuchFileException e) {
      // The store's write-ahead log goes when the store is closed.
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void behindADamagedEntryTheRecordingGoesOnAndSaysSo() throws Exception {
    open(new SwallowedErrors()).close();
    Path ledger = dir.resolve("svc").resolve("ledger");
    Path file;
    try (Stream<Path> files = Files.list(ledger)) {
      file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    int at = new String(start(file), StandardCharsets.ISO_8859_1).lastIndexOf("ledger_closed");
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      raw.write('L');
    }
    try (RecordingSession session = open()) {
      assertThat(session.folder()).isEqualTo(dir.resolve("svc"));
      session.recorder().record("afterwards", Map.of());
    }
    assertThat(filesWith("ledger_damaged")).isNotEmpty();
    assertThat(errors.count()).isPositive();
    assertThat(Files.readString(dir.resolve("svc").resolve(SwallowedErrors.FILE_NAME)))
        .contains("not intact");
  }
}
