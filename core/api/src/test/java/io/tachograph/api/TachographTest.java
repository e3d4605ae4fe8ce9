package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.FactPromoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TachographTest {
  private static final UUID MISSION = UUID.fromString("11111111-1111-4111-8111-111111111111");

  private static final String FACT =
      "{type=FactPromoted, data={proposal_id=p1, fact_id=f1, promoted_by=amy,"
          + " reason=known customer, requires_human=true}}";

  /** Writes down what it is told. */
  private static final class Notebook implements Recording {
    final List<String> notes = new ArrayList<>();

    @Override
    public MissionScope mission(String missionUuid) {
      notes.add("mission " + missionUuid);
      return () -> notes.add("closed");
    }

    @Override
    public void record(String type, Map<String, ?> details) {
      notes.add("record " + type + " " + details);
    }

    @Override
    public void decision(String type, @Nullable String rationale, Map<String, ?> context) {
      notes.add("decision " + type + " " + rationale + " " + context);
    }

    @Override
    public void denied(
        String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason) {
      notes.add("denied " + tool + " " + payload + " " + by + " " + reason);
    }

    @Override
    public String approvalRequested(
        String what, @Nullable String taskId, @Nullable String by, @Nullable String reason) {
      notes.add("requested " + what + " " + taskId + " " + by + " " + reason);
      return "r1";
    }

    @Override
    public void approvalGranted(
        @Nullable String requestId,
        String what,
        @Nullable String taskId,
        @Nullable String by,
        @Nullable String reason) {
      notes.add("granted " + requestId + " " + what + " " + taskId + " " + by + " " + reason);
    }

    @Override
    public void approvalRefused(
        @Nullable String requestId,
        String what,
        @Nullable String taskId,
        @Nullable String by,
        @Nullable String reason) {
      notes.add("refused " + requestId + " " + what + " " + taskId + " " + by + " " + reason);
    }

    @Override
    public void experience(Map<String, ?> envelope) {
      notes.add("experience " + envelope.get("tenant_id") + " " + envelope.get("event"));
    }

    @Override
    public Object context() {
      return "context " + notes.size();
    }

    @Override
    public Object enter(Object context) {
      notes.add("enter " + context);
      return "before " + context;
    }

    @Override
    public String currentTaskId() {
      return "t1";
    }

    @Override
    public boolean isActive() {
      return true;
    }
  }

  private static void useEverything() {
    try (MissionScope scope = Tachograph.mission(MISSION)) {
      Tachograph.record("policy.checked", Map.of("ok", true));
      Tachograph.decision("route", null, Map.of());
      Tachograph.denied("refund", Map.of("cents", 900), "limits", "above 500");
      ApprovalRequest request = Tachograph.approvalRequested("refund", "limits", null);
      Tachograph.approvalGranted(request, "amy", "known customer");
      Tachograph.approvalRefused(request, "bob", null);
      FactPromoted event = new FactPromoted("p1", "f1", "amy", "known customer", true);
      Tachograph.experience(event);
      Tachograph.experience(ExperienceEventEnvelope.of(event).withTenant("acme"));
    }
  }

  @Test
  void withoutTheAgentNothingHappensAndNothingIsThrown() {
    useEverything();
    Tachograph.record("Not A Type", Map.of());
    assertThat(Tachograph.approvalRequested("refund", null, null))
        .isEqualTo(new ApprovalRequest("", "refund", null));
    assertThat(Tachograph.currentTaskId()).isNull();
    assertThat(Tachograph.isActive()).isFalse();
  }

  @Test
  void wrappedTasksRunInTheContextInWhichTheyWereWrapped() throws Exception {
    Runnable bare = () -> {};
    assertThat(Tachograph.wrap(bare)).isSameAs(bare);
    Notebook notebook = new Notebook();
    List<String> ran = new ArrayList<>();
    Tachograph.attach(notebook);
    try {
      Runnable task =
          Tachograph.wrap(
              () -> {
                ran.add("runnable");
              });
      Callable<Integer> callable = Tachograph.wrap(() -> 5);
      Callable<Integer> failing =
          Tachograph.wrap(
              (Callable<Integer>)
                  () -> {
                    throw new IOException("told to");
                  });
      Supplier<Integer> supplier = Tachograph.wrapSupplier(() -> 6);
      Consumer<String> consumer = Tachograph.wrapConsumer(ran::add);
      Function<String, Integer> function = Tachograph.wrapFunction(String::length);
      assertThat(notebook.notes).isEmpty();
      task.run();
      assertThat(callable.call()).isEqualTo(5);
      assertThatThrownBy(failing::call).isInstanceOf(IOException.class).hasMessage("told to");
      assertThat(supplier.get()).isEqualTo(6);
      consumer.accept("consumer");
      assertThat(function.apply("four")).isEqualTo(4);
    } finally {
      Tachograph.detach(notebook);
    }
    assertThat(ran).containsExactly("runnable", "consumer");
    assertThat(notebook.notes).hasSize(12);
    for (int i = 0; i < 12; i += 2) {
      assertThat(notebook.notes.get(i)).isEqualTo("enter context 0");
      assertThat(notebook.notes.get(i + 1)).isEqualTo("enter before context 0");
    }
  }

  @Test
  void whatIsAttachedIsToldUntilItIsDetached() {
    Notebook notebook = new Notebook();
    Tachograph.attach(notebook);
    try {
      useEverything();
      assertThat(Tachograph.currentTaskId()).isEqualTo("t1");
      assertThat(Tachograph.isActive()).isTrue();
      assertThatThrownBy(() -> Tachograph.attach(new Notebook()))
          .isInstanceOf(IllegalStateException.class);
      Tachograph.detach(new Notebook());
      assertThat(Tachograph.isActive()).isTrue();
    } finally {
      Tachograph.detach(notebook);
    }
    useEverything();
    assertThat(notebook.notes)
        .containsExactly(
            "mission " + MISSION,
            "record policy.checked {ok=true}",
            "decision route null {}",
            "denied refund {cents=900} limits above 500",
            "requested refund t1 limits null",
            "granted r1 refund t1 amy known customer",
            "refused r1 refund t1 bob null",
            "experience null " + FACT,
            "experience acme " + FACT,
            "closed");
  }
}
