package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls of models, and what frameworks' results mean. */
class ModelCallsTest {
  private static final CallSite MODEL =
      new CallSite(CallKind.MODEL, "chat", null, "com.acme.Model", "chat", List.of());
  private static final CallSite TOOL =
      new CallSite(
          CallKind.TOOL,
          "call",
          null,
          "com.acme.Tool",
          "call",
          List.of(new Parameter("arguments", false)));

  private final FailingLedger ledger = new FailingLedger();
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = PlainRecorder.on(ledger, errors);

  private List<JsonNode> data() {
    List<JsonNode> data = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        data.add(new ObjectMapper().readTree(entry.body()).path("data"));
      }
      return data;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        types.add(entry.type());
      }
      return types;
    }
  }

  private static ModelRequest asking(@Nullable Object prompt) {
    return new ModelRequest(
        "acme", "small", prompt, answer -> (ModelAnswer) ((Map<?, ?>) answer).get("answer"));
  }

  private static Map<String, ModelAnswer> answer(
      @Nullable String model, @Nullable Long out, @Nullable String text) {
    return Map.of("answer", new ModelAnswer(model, 5L, out, "stop", text));
  }

  @Test
  void aCallOfAModelIsOneEvent() {
    Call call = recorder.startModel(MODEL, asking(null));
    assertThat(types()).isEmpty();
    recorder.end(call, answer("small-2", 7L, null), null);
    assertThat(types()).containsExactly("model_call");
    JsonNode data = data().get(0);
    assertThat(data.path("duration_ns").asLong()).isPositive();
    assertThat(data.toString())
        .matches(
            "\\{\"provider\":\"acme\",\"model\":\"small-2\",\"tokens_in\":5,\"tokens_out\":7,"
                + "\"duration_ns\":\\d+,\"finish_reason\":\"stop\"}");
    assertThat(errors.count()).isZero();
  }

  @Test
  void whatFailedSaysWhyAndWhatIsUnknownIsLeftOut() {
    recorder.end(recorder.startModel(MODEL, asking(null)), null, new IllegalStateException("away"));
    assertThat(data().get(0).fieldNames())
        .toIterable()
        .containsExactly("provider", "model", "duration_ns", "error");
    assertThat(data().get(0).path("error").path("message").asText()).isEqualTo("away");
  }

  @Test
  void promptsAreRecordedWhereTheyAreGivenAndRedactedByName() {
    Call call =
        recorder.startModel(MODEL, asking(List.of(Map.of("role", "user", "password", "x"))));
    recorder.end(call, answer(null, null, "hello"), null);
    assertThat(data().get(0).path("prompt").get(0).path("password").asText())
        .isEqualTo(Redaction.PLACEHOLDER);
    assertThat(data().get(0).path("answer").asText()).isEqualTo("hello");
    assertThat(data().get(0).path("model").asText()).isEqualTo("small");
  }

  @Test
  void aWrapperAroundAModelLeavesNoEventOfItsOwn() {
    Call wrapper = recorder.startModel(MODEL, asking(null));
    Call inner = recorder.startModel(MODEL, asking(null));
    recorder.end(inner, answer("inner", 1L, null), null);
    recorder.end(wrapper, answer("outer", 1L, null), null);
    Call alone = recorder.startModel(MODEL, asking(null));
    recorder.end(alone, answer("alone", 1L, null), null);
    assertThat(data()).extracting(d -> d.path("model").asText()).containsExactly("inner", "alone");
  }

  @Test
  void anAnswerInPartsIsPutTogether() {
    Call call = recorder.startModel(MODEL, asking("?"));
    recorder.leave(call);
    recorder.item(call, answer("small-3", null, "hel"));
    recorder.item(call, answer(null, 9L, "lo"));
    recorder.end(call, Map.of("answer", ModelAnswer.UNKNOWN), null);
    assertThat(data().get(0).path("model").asText()).isEqualTo("small-3");
    assertThat(data().get(0).path("tokens_out").asLong()).isEqualTo(9);
    assertThat(data().get(0).path("answer").asText()).isEqualTo("hello");
  }

  @Test
  void whatAModelCallsBelongsToWhatIsAroundTheModel() {
    Call task = recorder.start(TOOL, new Object[] {NamedArguments.of(Map.of())});
    Call model = recorder.startModel(MODEL, asking(null));
    CallContext before = recorder.enter(Recorder.inside(model));
    assertThat(recorder.currentTaskId()).isEqualTo(task.taskId());
    recorder.enter(before);
    recorder.end(model, null, null);
    recorder.end(task, null, null);
  }

  @Test
  void argumentsThatComeAsOneMapAreRecordedByTheirOwnNames() {
    Call call =
        recorder.start(
            TOOL, new Object[] {NamedArguments.ofJson("{\"city\":\"Bern\",\"apiKey\":\"x\"}")});
    recorder.end(call, null, null);
    assertThat(data().get(0).path("payload").toString())
        .isEqualTo("{\"city\":\"Bern\",\"apiKey\":\"[redacted]\"}");
  }

  @Test
  void aResultThatSaysThatItFailedIsAFailure() {
    Call call =
        recorder
            .start(TOOL, new Object[] {NamedArguments.of(null)})
            .read(
                new Outcome() {
                  @Override
                  public @Nullable String failure(Object returned) {
                    return returned.equals("ERROR") ? "not today" : null;
                  }
                },
                0);
    recorder.end(call, "ERROR", null);
    assertThat(types()).containsExactly("tool_start", "tool_failed");
    assertThat(data().get(1).path("error").path("message").asText()).isEqualTo("not today");
  }

  @Test
  void aCallThatIsHandedOnIsKnownByKindNameAndArgument() {
    Outcome plain = new Outcome() {};
    Call call =
        recorder
            .start(TOOL, "weather", null, new Object[] {NamedArguments.of(null)})
            .read(plain, 7);
    assertThat(recorder.isHandedOn(CallKind.TOOL, "weather", 7)).isTrue();
    assertThat(recorder.isHandedOn(CallKind.TOOL, "weather", 8)).isFalse();
    assertThat(recorder.isHandedOn(CallKind.TOOL, "other", 7)).isFalse();
    assertThat(recorder.isHandedOn(CallKind.TASK, "weather", 7)).isFalse();
    assertThat(recorder.isHandedOn(CallKind.TOOL, "weather", 0)).isFalse();
    recorder.end(call, null, null);
    assertThat(recorder.isHandedOn(CallKind.TOOL, "weather", 7)).isFalse();
  }
}
