package io.tachograph.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.agent.PlainRecorder;
import io.tachograph.format.Entry;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.ModelRequest;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedCallbackTest {
  private static final CallSite MODEL =
      new CallSite(CallKind.MODEL, "chat", null, "com.acme.Model", "chat", List.of());
  private static final CallSite TASK =
      new CallSite(CallKind.TASK, "plan", null, "com.acme.Plan", "plan", List.of());
  private static final Callback KIND = new Callback(Answered.class.getName(), "done", "failed");

  private final InMemoryLedger ledger = new InMemoryLedger(LedgerSettings.defaults());
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = PlainRecorder.on(ledger, errors);
  private final List<CallContext> seen = new ArrayList<>();

  /** What a framework's callback looks like. */
  public interface Answered {
    void part(String part);

    void done(String answer);

    void failed(Throwable error);
  }

  private final class Host implements Answered {
    @Override
    public void part(String part) {
      seen.add(recorder.context());
    }

    @Override
    public void done(String answer) {
      seen.add(recorder.context());
    }

    @Override
    public void failed(Throwable error) {
      seen.add(recorder.context());
    }
  }

  @AfterEach
  void nothingWasSwallowed() {
    assertThat(errors.count()).isZero();
    assertThat(recorder.context()).isSameAs(CallContext.NONE);
  }

  private FollowedCallback enter(Object[] arguments) {
    return FollowedCallback.enter(
        KIND,
        recorder,
        arguments,
        given -> recorder.startModel(MODEL, ModelRequest.UNKNOWN),
        errors);
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry.type().toString());
      }
    }
    return entries;
  }

  private static void onAnotherThread(Runnable told) throws InterruptedException {
    Thread thread = new Thread(told);
    thread.start();
    thread.join();
  }

  @Test
  void theCallEndsOnceWhenItsCallbackIsToldAndTheHostsIsToldAroundTheCall() throws Exception {
    Call task = recorder.start(TASK, new Object[0]);
    CallContext around = recorder.context();
    Object[] arguments = {"question", new Host()};
    FollowedCallback followed = enter(arguments);
    Answered given = (Answered) arguments[1];
    onAnotherThread(
        () -> {
          given.part("a");
          given.done("ab");
          given.done("again");
        });
    // Only now is the method back.
    followed.exit(null, null);
    recorder.end(task, null, null);
    assertThat(entries()).containsExactly("task_start", "model_call", "task_completed");
    assertThat(seen).containsExactly(around, around, around);
  }

  @Test
  void ofModelsThatHandTheirCallbackOnTheInnermostIsRecordedWhicheverThreadIsFirst()
      throws Exception {
    Object[] outer = {"question", new Host()};
    FollowedCallback wrapper = enter(outer);
    Object[] inner = {"question", outer[1]};
    FollowedCallback wrapped = enter(inner);
    onAnotherThread(() -> ((Answered) inner[1]).failed(new IllegalStateException()));
    wrapped.exit(null, null);
    wrapper.exit(null, null);
    assertThat(entries()).containsExactly("model_call");
    assertThat(seen).hasSize(1);
  }

  @Test
  void whatThrowsOrIsGivenNoCallbackEndsAtOnce() {
    enter(new Object[] {"question", new Host()}).exit(null, new IllegalStateException());
    Object[] none = {"question", null};
    enter(none).exit(null, null);
    assertThat(none[1]).isNull();
    assertThat(entries()).containsExactly("model_call", "model_call");
  }
}
