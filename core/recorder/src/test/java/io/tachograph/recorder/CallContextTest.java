package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.MissionScope;
import io.tachograph.format.Entry;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallContextTest {
  private static final CallSite TASK =
      new CallSite(CallKind.TASK, "triage", "sre", "com.acme.Triage", "run", List.of());

  private final Ledger ledger = new InMemoryLedger(LedgerSettings.defaults());
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = PlainRecorder.on(ledger, errors);

  @AfterEach
  void nothingWasSwallowed() {
    assertThat(errors.count()).isZero();
  }

  private List<JsonNode> bodies() throws Exception {
    List<JsonNode> bodies = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(2)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        bodies.add(new ObjectMapper().readTree(entry.body()));
      }
    }
    return bodies;
  }

  private static void elsewhere(Runnable work) throws InterruptedException {
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
  }

  @Test
  void aContextIsMadeCurrentElsewhereAndGivenBack() throws Exception {
    assertThat(recorder.context()).isSameAs(CallContext.NONE);
    try (MissionScope scope = recorder.mission("m1")) {
      Call call = recorder.start(TASK, new Object[0]);
      CallContext context = recorder.context();
      assertThat(recorder.context()).isSameAs(context).isEqualTo(Recorder.inside(call));
      elsewhere(
          () -> {
            assertThat(recorder.context()).isSameAs(CallContext.NONE);
            CallContext before = recorder.enter(context);
            recorder.record("seen", Map.of());
            assertThat(recorder.enter(before)).isSameAs(context);
            recorder.record("unseen", Map.of());
          });
      recorder.end(call, null, null);
    }
    assertThat(recorder.context()).isSameAs(CallContext.NONE);
    List<JsonNode> bodies = bodies();
    assertThat(bodies.get(1).path("parent_id")).isEqualTo(bodies.get(0).path("task_id"));
    assertThat(bodies.get(1).path("mission").textValue()).isEqualTo("m1");
    assertThat(bodies.get(2).toString()).isEqualTo("{\"data\":{}}");
  }

  @Test
  void aPlatformThreadInheritsNothing() throws Exception {
    Call call = recorder.start(TASK, new Object[0]);
    elsewhere(() -> assertThat(recorder.currentTaskId()).isNull());
    elsewhere(() -> recorder.record("apart", Map.of()));
    recorder.end(call, null, null);
    assertThat(bodies().get(1).has("parent_id")).isFalse();
  }

  @Test
  void aVirtualThreadBeginsWhereItWasMade() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        VirtualThreads.exist(), "SKIPPED: this JDK has no virtual threads");
    Call call = recorder.start(TASK, new Object[0]);
    Thread thread =
        (Thread)
            Thread.class
                .getMethod("startVirtualThread", Runnable.class)
                .invoke(null, (Runnable) () -> recorder.record("inside", Map.of()));
    thread.join();
    recorder.end(call, null, null);
    assertThat(bodies().get(1).path("parent_id").textValue()).isEqualTo(call.taskId());
  }

  record Ending(Recorder recorder, Call call) {
    @Override
    public Call call() {
      recorder.end(call, "ended within", null);
      return call;
    }
  }

  @Test
  void aCallThatEndsWhileAnotherIsLaidOutSpoilsNeither() throws Exception {
    Call later = recorder.start(TASK, new Object[0]);
    recorder.leave(later);
    recorder.record("outer", Map.of("value", new Ending(recorder, later)));
    List<JsonNode> bodies = bodies();
    assertThat(bodies).hasSize(3);
    assertThat(bodies.get(1).path("data").path("result").textValue()).isEqualTo("ended within");
    assertThat(bodies.get(2).path("data").path("value").isObject()).isTrue();
  }

  @Test
  void entriesNameTheSpanInWhichTheyBegan() throws Exception {
    TraceIds[] span = {new TraceIds("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")};
    recorder.traceBy(() -> span[0]);
    try (MissionScope scope = recorder.mission("m1")) {
      Call call = recorder.start(TASK, new Object[0]);
      span[0] = null;
      recorder.record("outside", Map.of());
      recorder.end(call, null, null);
    }
    List<JsonNode> bodies = bodies();
    assertThat(bodies.get(0).fieldNames())
        .toIterable()
        .containsExactly("task_id", "agent_id", "mission", "trace_id", "span_id", "data");
    assertThat(bodies.get(1).has("trace_id")).isFalse();
    assertThat(bodies.get(2).path("span_id").textValue()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void workersThatForgetTheirLocalsShareBuffers() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(3);
    List<java.util.concurrent.ForkJoinTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int number = i;
      tasks.add(pool.submit(() -> recorder.record("n" + number, Map.of("number", number))));
    }
    for (var task : tasks) {
      task.get();
    }
    pool.shutdown();
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode body : bodies()) {
      numbers.add(body.path("data").path("number").intValue());
    }
    assertThat(numbers).hasSize(300).doesNotHaveDuplicates();
  }
}
