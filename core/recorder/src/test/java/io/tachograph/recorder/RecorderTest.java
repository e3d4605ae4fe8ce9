package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.MissionScope;
import io.tachograph.api.RecordingRefusedException;
import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final CallSite TASK =
      new CallSite(CallKind.TASK, "triage", "sre", "com.acme.Triage", "run", List.of());
  private static final CallSite TOOL =
      new CallSite(
          CallKind.TOOL,
          "login",
          null,
          "com.acme.Tools",
          "login",
          List.of(
              new Parameter("user", false),
              new Parameter("password", false),
              new Parameter("pin", true)));

  private final FailingLedger ledger = new FailingLedger();
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = recorder(FailurePolicy.OPEN);
  private long expectedErrors;

  private Recorder recorder(FailurePolicy policy) {
    return new Recorder(
        ledger, policy, CaptureLimits.DEFAULT, new Redaction(Redaction.DEFAULT_WORDS), errors);
  }

  @AfterEach
  void noErrorWasSwallowedUnseen() {
    assertThat(errors.count()).isEqualTo(expectedErrors);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static JsonNode json(Entry entry) {
    try {
      return new ObjectMapper().readTree(entry.body());
    } catch (java.io.IOException e) {
      throw new AssertionError(entry.bodyText(), e);
    }
  }

  @Test
  void aCallBecomesAStartAndAnEndOfTheSameId() {
    Call call = recorder.start(TOOL, new Object[] {"amy", "hunter2", 1234});
    assertThat(recorder.currentTaskId()).isEqualTo(call.taskId());
    assertThat(entries()).extracting(Entry::type).containsExactly("tool_start");
    recorder.end(call, Map.of("ok", true), null);
    assertThat(recorder.currentTaskId()).isNull();

    List<Entry> entries = entries();
    assertThat(entries).extracting(Entry::type).containsExactly("tool_start", "tool_completed");
    assertThat(entries.get(0).id()).isEqualTo(UUID.fromString(call.taskId()));
    assertThat(entries.get(0).bodyText())
        .isEqualTo(
            "{\"task_id\":\""
                + call.taskId()
                + "\",\"data\":{\"name\":\"login\",\"class\":\"com.acme.Tools\",\"method\":\"login\","
                + "\"payload\":{\"user\":\"amy\",\"password\":\"[redacted]\",\"pin\":\"[redacted]\"}}}");
    assertThat(entries.get(1).bodyText())
        .matches(
            "\\{\"task_id\":\""
                + call.taskId()
                + "\",\"data\":\\{\"name\":\"login\",\"duration_ns\":\\d+,"
                + "\"result\":\\{\"ok\":true}}}");
    assertThat(entries.get(0).id().version()).isEqualTo(7);
    assertThat(entries.get(1).id()).isNotEqualTo(entries.get(0).id());
  }

  @Test
  void nestedCallsNameTheirParentAgentAndMission() {
    try (MissionScope outer = recorder.mission("11111111-1111-4111-8111-111111111111")) {
      Call task = recorder.start(TASK, new Object[0]);
      Call tool = recorder.start(TOOL, new Object[] {"amy", "", 0});
      try (MissionScope inner = recorder.mission("inner")) {
        recorder.record("policy.checked", Map.of("rule", 7));
      }
      recorder.decision("severity", "many errors", Map.of("errors", 42));
      recorder.end(tool, null, null);
      recorder.end(task, "done", null);
    }
    recorder.record("outside", Map.of());

    List<JsonNode> bodies = entries().stream().map(RecorderTest::json).toList();
    String task = bodies.get(0).path("task_id").textValue();
    String tool = bodies.get(1).path("task_id").textValue();
    assertThat(bodies.get(0).path("agent_id").textValue()).isEqualTo("sre");
    assertThat(bodies.get(0).has("parent_id")).isFalse();
    assertThat(bodies.get(1).path("parent_id").textValue()).isEqualTo(task);
    assertThat(bodies.get(1).path("agent_id").textValue()).isEqualTo("sre");
    assertThat(bodies.get(2).path("parent_id").textValue()).isEqualTo(tool);
    assertThat(bodies.get(2).path("mission").textValue()).isEqualTo("inner");
    assertThat(bodies.get(2).path("data").toString()).isEqualTo("{\"rule\":7}");
    assertThat(bodies.get(3).toString())
        .isEqualTo(
            "{\"parent_id\":\""
                + tool
                + "\",\"agent_id\":\"sre\",\"mission\":\"11111111-1111-4111-8111-111111111111\","
                + "\"data\":{\"decision_type\":\"severity\",\"rationale\":\"many errors\","
                + "\"agent_name\":\"sre\",\"context\":{\"errors\":42}}}");
    assertThat(bodies.get(4).path("mission").textValue()).startsWith("1111");
    assertThat(bodies.get(6).toString()).isEqualTo("{\"data\":{}}");
  }

  @Test
  void aDenialKeepsTheArgumentsThatTheCallWouldHaveHad() {
    Call task = recorder.start(TASK, new Object[0]);
    recorder.denied(
        "login",
        Map.of("password", "hunter2"),
        "policy.logins",
        "x".repeat(CaptureLimits.DEFAULT.stringChars() + 1));
    recorder.end(task, null, null);
    recorder.denied("login", Map.of(), null, null);
    Entry denied = entries().get(1);
    assertThat(denied.type()).isEqualTo("tool_denied");
    assertThat(json(denied).path("parent_id").textValue()).isEqualTo(task.taskId());
    assertThat(json(denied).path("agent_id").textValue()).isEqualTo("sre");
    assertThat(json(denied).path("data").fieldNames())
        .toIterable()
        .containsExactly("name", "payload", "reason", "by");
    assertThat(json(denied).path("data").path("payload").toString())
        .isEqualTo("{\"password\":\"[redacted]\"}");
    assertThat(json(denied).path("data").path("reason").path("length").intValue()).isEqualTo(4097);
    assertThat(entries().get(3).bodyText())
        .isEqualTo("{\"data\":{\"name\":\"login\",\"payload\":{}}}");
  }

  @Test
  void anAnswerRefersToItsRequestAndBothToTheCallThatWaits() {
    Call task = recorder.start(TASK, new Object[0]);
    String request = recorder.approvalRequested("refund", null, "policy.limits", "above 500");
    recorder.end(task, null, null);
    recorder.approvalGranted(request, "refund", task.taskId(), "amy", null);
    recorder.approvalRefused(request, "refund", task.taskId(), "bob", "too much");
    recorder.approvalRefused("", "travel", null, "amy", null);

    List<Entry> entries = entries();
    assertThat(entries.get(1).type()).isEqualTo("approval_requested");
    assertThat(entries.get(1).id()).isEqualTo(UUID.fromString(request));
    assertThat(json(entries.get(1)).path("data").toString())
        .isEqualTo(
            "{\"what\":\"refund\",\"for\":\""
                + task.taskId()
                + "\",\"by\":\"policy.limits\",\"reason\":\"above 500\"}");
    assertThat(entries.get(3).type()).isEqualTo("approval_granted");
    assertThat(json(entries.get(3)).path("data").toString())
        .isEqualTo(
            "{\"what\":\"refund\",\"for\":\""
                + task.taskId()
                + "\",\"request\":\""
                + request
                + "\",\"by\":\"amy\"}");
    assertThat(entries.get(4).type()).isEqualTo("approval_refused");
    assertThat(json(entries.get(4)).path("data").path("reason").textValue()).isEqualTo("too much");
    assertThat(json(entries.get(5)).path("data").toString())
        .isEqualTo("{\"what\":\"travel\",\"by\":\"amy\"}");
  }

  @Test
  void aRequestThatCouldNotBeRecordedHasNoIdAndClosedRefusesIt() {
    ledger.failing = true;
    assertThat(recorder.approvalRequested("refund", null, null, null)).isNull();
    Recorder strict = recorder(FailurePolicy.CLOSED);
    assertThatThrownBy(() -> strict.approvalGranted("r", "refund", null, "amy", null))
        .isInstanceOf(RecordingRefusedException.class)
        .hasMessageContaining("approval_granted");
    expectedErrors = 2;
  }

  @Test
  void whatWasThrownIsRecordedWithMessageStackAndCause() {
    Call call = recorder.start(TASK, new Object[0]);
    recorder.end(
        call, null, new IllegalStateException("no route", new java.io.IOException("refused")));
    JsonNode error = json(entries().get(1)).path("data").path("error");
    assertThat(entries().get(1).type()).isEqualTo("task_failed");
    assertThat(error.path("type").textValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("message").textValue()).isEqualTo("no route");
    assertThat(error.path("stack").get(0).textValue()).contains("RecorderTest");
    assertThat(error.path("cause").path("message").textValue()).isEqualTo("refused");
  }

  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hostile(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      throw new AssertionError("host code was run");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("host code was run");
    }
  }

  @Test
  void anExceptionsOverriddenGettersAreNotCalled() {
    Call call = recorder.start(TASK, new Object[0]);
    recorder.end(call, null, new Hostile("as given"));
    JsonNode error = json(entries().get(1)).path("data").path("error");
    assertThat(error.path("message").textValue()).isEqualTo("as given");
    assertThat(error.has("cause")).isFalse();
  }

  record Recursive(Recorder recorder) {
    @Override
    public Recorder recorder() {
      assertThat(recorder.start(TASK, new Object[0])).isNull();
      recorder.record("inside", Map.of());
      return recorder;
    }
  }

  @Test
  void whatCaptureItselfCallsIsNotRecorded() {
    Call call = recorder.start(TOOL, new Object[] {new Recursive(recorder), "", ""});
    recorder.end(call, null, null);
    assertThat(entries()).extracting(Entry::type).containsExactly("tool_start", "tool_completed");
  }

  @Test
  void aScopeClosedOnAnotherThreadOrTwiceChangesNothing() throws Exception {
    MissionScope scope = recorder.mission("m1");
    Thread other = new Thread(scope::close);
    other.start();
    other.join();
    recorder.record("still", Map.of());
    scope.close();
    try (MissionScope second = recorder.mission("m2")) {
      scope.close();
      recorder.record("second", Map.of());
    }
    assertThat(json(entries().get(0)).path("mission").textValue()).isEqualTo("m1");
    assertThat(json(entries().get(1)).path("mission").textValue()).isEqualTo("m2");
  }

  @Test
  void aMissionThatACoroutineIsInEndsInThatCoroutineOnWhateverThread() throws Exception {
    List<String> kept = new ArrayList<>();
    CoroutineTurn turn =
        new CoroutineTurn() {
          @Override
          public Object coroutine() {
            return kept;
          }

          @Override
          public void keep(@Nullable String mission) {
            kept.add(String.valueOf(mission));
          }
        };
    assertThat(recorder.turns().put(turn)).isNull();
    MissionScope scope = recorder.mission("m1");
    assertThat(recorder.turns().put(null)).isSameAs(turn);
    scope.close();
    assertThat(kept).containsExactly("m1");
    Thread other =
        new Thread(
            () -> {
              recorder.turns().put(turn);
              scope.close();
              scope.close();
            });
    other.start();
    other.join();
    assertThat(kept).containsExactly("m1", "null");
  }

  @Test
  void aTypeThatIsReservedOrNoTypeIsRefusedAndCounted() {
    recorder.record("ledger_closed", Map.of());
    recorder.record("Not A Type", Map.of());
    recorder.record("tool_denied", Map.of());
    recorder.record("approval_requested", Map.of());
    recorder.record("approval_granted", Map.of());
    recorder.record("approval_refused", Map.of());
    assertThat(entries()).isEmpty();
    expectedErrors = 6;
  }

  @Test
  void whatCannotBeRecordedIsCountedAndSaidAsSoonAsItCan() {
    ledger.failing = true;
    assertThat(recorder.start(TASK, new Object[0])).isNull();
    recorder.record("lost", Map.of());
    ledger.failing = false;
    Call call = recorder.start(TASK, new Object[0]);
    ledger.failing = true;
    recorder.end(call, null, null);
    ledger.failing = false;
    recorder.record("back", Map.of());

    assertThat(entries())
        .extracting(Entry::type)
        .containsExactly("gap", "task_start", "gap", "back");
    JsonNode gap = json(entries().get(0)).path("data");
    assertThat(gap.path("unrecorded").intValue()).isEqualTo(2);
    assertThat(gap.path("reason").textValue()).contains("no space left on device");
    assertThat(gap.path("from").textValue()).endsWith("Z");
    assertThat(entries().get(1).id()).isEqualTo(UUID.fromString(call.taskId()));
    expectedErrors = 3;
  }

  @Test
  void closedRefusesTheBodyButNeverItsResult() {
    Recorder strict = recorder(FailurePolicy.CLOSED);
    Call call = strict.start(TASK, new Object[0]);
    ledger.failing = true;
    assertThatThrownBy(() -> strict.start(TOOL, new Object[] {"", "", ""}))
        .isInstanceOf(RecordingRefusedException.class)
        .hasMessageContaining("on-failure=closed")
        .hasMessageContaining("com.acme.Tools#login");
    assertThatThrownBy(() -> strict.record("policy.checked", Map.of()))
        .isInstanceOf(RecordingRefusedException.class);
    strict.end(call, null, null);
    assertThat(strict.currentTaskId()).isNull();
    expectedErrors = 3;
  }

  @Test
  void weavingSaysWhereNamesCannotRedact() {
    recorder.woven(
        new Weaving("a.B", "app", List.of("m(I)V"), "00", "include", List.of("m(I)V"), null));
    recorder.woven(
        new Weaving("a.C", "app", List.of("m(I)V"), "00", "include", List.of(), "no frames"));
    assertThat(entries())
        .extracting(Entry::type)
        .containsExactly("instrumented", "instrumentation_failed");
    assertThat(entries().get(0).bodyText())
        .isEqualTo(
            "{\"data\":{\"class\":\"a.B\",\"loader\":\"app\",\"methods\":[\"m(I)V\"],"
                + "\"class_sha256\":\"00\",\"by\":\"include\",\"names_cannot_redact\":[\"m(I)V\"]}}");
    assertThat(entries().get(1).bodyText()).endsWith("\"error\":\"no frames\"}}");
  }

  private Call recorded(CallSite site, Object returned, Throwable thrown) {
    Call call = recorder.start(site, new Object[] {"amy", "hunter2", null});
    recorder.end(call, returned, thrown);
    return call;
  }

  @Test
  void withNamesTheLedgerHoldsClassesAndNothingOfValues() {
    CallSite site = TOOL.withCapture(CaptureMode.NAMES);
    recorded(site, List.of("result-x"), null);
    recorded(
        site, null, new IllegalStateException("message-x", new java.io.IOException("cause-x")));
    JsonNode start = json(entries().get(0)).path("data");
    assertThat(start.path("capture").textValue()).isEqualTo("names");
    assertThat(start.path("payload").toString())
        .isEqualTo(
            "{\"user\":{\"$type\":\"java.lang.String\"},"
                + "\"password\":{\"$type\":\"java.lang.String\"},\"pin\":null}");
    assertThat(json(entries().get(1)).path("data").path("result").toString())
        .isEqualTo("{\"$type\":\"java.util.ImmutableCollections$List12\"}");
    JsonNode error = json(entries().get(3)).path("data").path("error");
    assertThat(error.path("stack").get(0).textValue()).contains("RecorderTest");
    assertThat(error.path("cause").path("type").textValue()).isEqualTo("java.io.IOException");
    assertThat(entries())
        .noneMatch(e -> e.bodyText().matches(".*(amy|hunter2|result-x|message-x|cause-x).*"));
  }

  @Test
  void withNoneNotEvenNamesAreKept() {
    CallSite site = TOOL.withCapture(CaptureMode.NONE);
    recorded(site, List.of("result-x"), null);
    recorded(site, null, new IllegalStateException("message-x"));
    JsonNode start = json(entries().get(0)).path("data");
    assertThat(start.path("capture").textValue()).isEqualTo("none");
    assertThat(start.has("payload")).isFalse();
    assertThat(json(entries().get(1)).path("data").has("result")).isFalse();
    assertThat(json(entries().get(3)).path("data").path("error").toString())
        .isEqualTo("{\"type\":\"java.lang.IllegalStateException\"}");
  }

  @Test
  void argumentsThatComeAsOneMapAreClassesAloneWithNames() {
    Call call =
        recorder.start(
            TOOL.withCapture(CaptureMode.NAMES),
            new Object[] {new NamedArguments(Map.of("city", "bern-x"))});
    recorder.end(call, null, null);
    assertThat(json(entries().get(0)).path("data").path("payload").toString())
        .isEqualTo("{\"city\":{\"$type\":\"java.lang.String\"}}");
  }

  @Test
  void argumentsThatComeAsOneMapAreAllOfThePayload() {
    Recorder strict =
        new Recorder(
            ledger,
            FailurePolicy.OPEN,
            CaptureLimits.DEFAULT,
            new Redaction(paths("payload")),
            errors);
    Call call = strict.start(TOOL, new Object[] {new NamedArguments(Map.of("city", "bern-x"))});
    strict.end(call, null, null);
    assertThat(json(entries().get(0)).path("data").path("payload").toString())
        .isEqualTo("{\"city\":\"[redacted]\"}");
  }

  private static io.tachograph.recorder.redaction.RedactionRules paths(String... paths) {
    return new io.tachograph.recorder.redaction.RedactionRules(
        List.of(), List.of(paths), List.of(), List.of(), true, null);
  }

  /** Says that a call failed although it returned, as some frameworks do. */
  private static final class Failing implements Outcome {
    @Override
    public String failure(Object returned) {
      return "since " + returned;
    }
  }

  @Test
  void whatAFailureSaysIsRedactedAsTheResultIs() {
    for (CallSite site : List.of(TOOL, TOOL.withRedactedResult())) {
      Call call = recorder.start(site, new Object[] {"amy", "", 0});
      call.read(new Failing(), 0);
      recorder.end(call, "leaked-result", null);
    }
    assertThat(entries().get(1).bodyText()).contains("since leaked-result");
    assertThat(json(entries().get(3)).path("data").path("error").path("message").textValue())
        .isEqualTo("[redacted]");
  }

  @Test
  void aRedactedResultIsNotLookedAt() {
    recorded(TOOL.withRedactedResult(), new Recursive(null), null);
    assertThat(json(entries().get(1)).path("data").path("result").textValue())
        .isEqualTo("[redacted]");
  }

  @Test
  void messagesOfErrorsAndTheirCausesAreRedacted() {
    recorded(
        TOOL,
        null,
        new IllegalStateException(
            "refused: password=hunter2",
            new java.io.IOException("GET /?api_key=k-1234567 failed")));
    assertThat(entries().get(1).bodyText())
        .contains("refused: password=[redacted]", "GET /?api_key=[redacted] failed")
        .doesNotContain("hunter2", "k-1234567");
  }

  @Test
  void detailsOfEventsAreRedactedByNameValueAndPath() {
    Recorder strict =
        new Recorder(
            ledger,
            FailurePolicy.OPEN,
            CaptureLimits.DEFAULT,
            new Redaction(
                new io.tachograph.recorder.redaction.RedactionRules(
                    List.of("iban"),
                    List.of("who.name", "context.limit", "payload.user"),
                    List.of(),
                    List.of(),
                    true,
                    null)),
            errors);
    strict.record("customer", Map.of("who", Map.of("name", "amy-x")));
    strict.decision(
        "refund", "card 4539578763621486 is amy's", Map.of("limit", "l-x", "iban", "i-x"));
    Call call = strict.start(TOOL, new Object[] {"amy-x", "hunter2", 1});
    strict.end(call, null, null);
    assertThat(entries()).hasSize(4);
    assertThat(entries())
        .noneMatch(e -> e.bodyText().matches(".*(amy-x|4539578763621486|l-x|i-x|hunter2).*"));
    assertThat(entries().get(1).bodyText()).contains("card [redacted] is amy's");
  }
}
