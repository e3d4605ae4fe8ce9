package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.ledger.Durability;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        new RecordingOptions(
            dir,
            "svc",
            FailurePolicy.OPEN,
            CaptureLimits.DEFAULT,
            new Redaction(Redaction.DEFAULT_WORDS),
            "digest",
            Sealing.DEFAULT,
            RollInterval.DAILY,
            Durability.PROCESS),
        new HostProcess("com.acme.Main", "test"),
        errors);
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

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedLedgerIsLeftAloneAndSaid() throws Exception {
    open(new SwallowedErrors()).close();
    Path ledger = dir.resolve("svc").resolve("ledger");
    Path file;
    try (Stream<Path> files = Files.list(ledger)) {
      file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("ledger_closed");
    bytes[at] = 'L';
    Files.write(file, bytes);
    try (RecordingSession session = open()) {
      assertThat(session.folder()).isEqualTo(dir.resolve("svc-2"));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(errors.count()).isEqualTo(1);
    assertThat(Files.readString(dir.resolve("svc-2").resolve(SwallowedErrors.FILE_NAME)))
        .contains("not intact")
        .contains(dir.resolve("svc").toString());
  }
}
