package io.tachograph.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.agent.PlainRecorder;
import io.tachograph.agent.completion.LaterEnds;
import io.tachograph.api.MissionScope;
import io.tachograph.bootstrap.TiedTask;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextCarrierTest {
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder =
      PlainRecorder.on(new InMemoryLedger(LedgerSettings.defaults()), errors);
  private final ContextCarrier carrier =
      new ContextCarrier(recorder, new LaterEnds(null, errors).suspend(), errors);
  private final List<CallContext> seen = new ArrayList<>();

  private static final class Named implements Runnable {
    @Override
    public void run() {}
  }

  @AfterEach
  void nothingWasSwallowed() {
    assertThat(errors.count()).isZero();
    assertThat(recorder.context()).isSameAs(CallContext.NONE);
  }

  private CallContext contextOf(String mission) {
    try (MissionScope scope = recorder.mission(mission)) {
      return recorder.context();
    }
  }

  private Runnable submitIn(String mission, Runnable task) {
    try (MissionScope scope = recorder.mission(mission)) {
      return carrier.submit(task);
    }
  }

  private CallContext work(Runnable task) {
    carrier.work(task);
    CallContext worked = recorder.context();
    task.run();
    carrier.rest();
    return worked;
  }

  @Test
  void aTaskWaitsAndRunsInItsContextAndTheNextInNone() {
    FutureTask<?> future = new FutureTask<>(() -> 1);
    Runnable named = new Named();
    assertThat(submitIn("m1", future)).isSameAs(future);
    assertThat(submitIn("m2", named)).isSameAs(named);
    assertThat(carrier.submit(new Named())).isNotNull();
    assertThat(work(future)).isEqualTo(contextOf("m1"));
    assertThat(work(named)).isEqualTo(contextOf("m2"));
    assertThat(work(named)).isSameAs(CallContext.NONE);
    assertThat(work(new FutureTask<>(() -> 2))).isSameAs(CallContext.NONE);
  }

  @Test
  void theSameLambdaUnderTwoContextsRunsOnceInEach() {
    Runnable lambda = () -> seen.add(recorder.context());
    Runnable first = submitIn("m1", lambda);
    Runnable again = submitIn("m1", lambda);
    Runnable second = submitIn("m2", lambda);
    Runnable third = carrier.submit(lambda);
    assertThat(first).isSameAs(lambda);
    assertThat(again).isSameAs(lambda);
    assertThat(second).isInstanceOf(TiedTask.class);
    assertThat(third).isInstanceOf(TiedTask.class);
    List.of(third, first, second, again).forEach(this::work);
    assertThat(seen)
        .containsExactly(CallContext.NONE, contextOf("m1"), contextOf("m2"), contextOf("m1"));
    assertThat(submitIn("m3", lambda)).isSameAs(lambda);
  }

  @Test
  void anotherObjectUnderTwoContextsRunsInNoneRatherThanInAWrongOne() {
    Runnable named = new Named();
    carrier.submit(named);
    submitIn("m1", named);
    submitIn("m2", named);
    for (int i = 0; i < 3; i++) {
      assertThat(work(named)).isSameAs(CallContext.NONE);
    }
    submitIn("m1", named);
    assertThat(work(named)).isEqualTo(contextOf("m1"));
  }

  @Test
  void whatIsRejectedLeavesNothing() {
    Runnable named = new Named();
    FutureTask<?> future = new FutureTask<>(() -> 1);
    submitIn("m1", named);
    submitIn("m1", future);
    carrier.reject(named);
    carrier.reject(future);
    assertThat(work(named)).isSameAs(CallContext.NONE);
    assertThat(work(future)).isSameAs(CallContext.NONE);
  }

  @Test
  void aTaskInTheMidstOfAnotherDoesNotTakeItsContextNorLeaveItsOwn() {
    FutureTask<?> inner = new FutureTask<>(() -> 1);
    try (MissionScope scope = recorder.mission("inner")) {
      carrier.handOver(inner);
    }
    try (MissionScope scope = recorder.mission("outer")) {
      CallContext outer = recorder.context();
      Object before = carrier.begin(inner);
      assertThat(recorder.context()).isEqualTo(contextOf("inner"));
      carrier.end(before);
      assertThat(recorder.context()).isEqualTo(outer);
      before = carrier.begin(new FutureTask<>(() -> 2));
      assertThat(recorder.context()).isSameAs(CallContext.NONE);
      recorder.mission("left open");
      carrier.end(before);
      assertThat(recorder.context()).isEqualTo(outer);
      assertThat(carrier.resume(new Named(), "unchanged")).isEqualTo("unchanged");
    }
  }
}
