package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.MissionScope;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.RemoteTrace;
import io.tachograph.api.experience.ReplayTraceRecorded;
import io.tachograph.api.experience.Replayability;
import io.tachograph.format.Entry;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.experience.ExperienceJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Experience events of a host: whole, and without their secrets. */
class ExperienceCaptureTest {
  private static final Path GOLDEN = Path.of("../api/src/test/resources/experience");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemoryLedger ledger = new InMemoryLedger(LedgerSettings.defaults());
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = PlainRecorder.on(ledger, errors);

  @AfterEach
  void noErrorWasSwallowed() {
    assertThat(errors.count()).isZero();
  }

  static Stream<Path> golden() throws Exception {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList().stream();
    }
  }

  private Entry last() {
    Entry last = null;
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        last = entry;
      }
    }
    assertThat(last).isNotNull();
    return last;
  }

  @ParameterizedTest
  @MethodSource("golden")
  void eachKindIsRecordedAsItIs(Path file) throws Exception {
    JsonNode golden = JSON.readTree(file.toFile());
    recorder.experience(ExperienceJson.read(golden.toString()).toJson());
    assertThat(last().type()).isEqualTo("experience");
    assertThat(JSON.readTree(last().body()).path("data").toString()).isEqualTo(golden.toString());
  }

  @Test
  void itStandsInsideOfWhatItsThreadIsIn() {
    Map<String, Object> envelope =
        Map.of("tenant_id", "acme", "correlation_id", "run-1", "event", Map.of());
    Call call =
        recorder.start(
            new CallSite(CallKind.TASK, "triage", "sre", "Triage", "run", List.of()),
            new Object[0]);
    try (MissionScope scope = recorder.mission("m1")) {
      recorder.experience(envelope);
    }
    assertThat(last().bodyText())
        .startsWith(
            "{\"parent_id\":\""
                + call.taskId()
                + "\",\"agent_id\":\"sre\",\"mission\":\"m1\",\"tenant_id\":\"acme\","
                + "\"correlation_id\":\"run-1\",\"data\":{");
  }

  @Test
  void secretsAreRedactedAndTextsStayTexts() {
    String key = "sk-proj-" + "a1B2c3D4e5F6g7H8i9J0".repeat(2);
    RemoteTrace trace =
        new RemoteTrace(
            "p",
            "m",
            "q",
            "x".repeat(100_000),
            0.7,
            1,
            4_111_111_111_111_111L,
            Map.of("authorization", "Bearer abc", "note", "with " + key),
            false,
            List.of(),
            Replayability.NONE);
    recorder.experience(ExperienceEventEnvelope.of(new ReplayTraceRecorded("t1", trace)).toJson());
    String body = last().bodyText();
    assertThat(body)
        .doesNotContain(key, "Bearer")
        .contains("\"authorization\":\"[redacted]\"", "with [redacted]", "x".repeat(100_000))
        .contains("\"max_tokens\":4111111111111111,");
  }
}
