package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TachographTest {
  private static final UUID MISSION = UUID.fromString("11111111-1111-4111-8111-111111111111");

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
    }
  }

  @Test
  void withoutTheAgentNothingHappensAndNothingIsThrown() {
    useEverything();
    Tachograph.record("Not A Type", Map.of());
    assertThat(Tachograph.currentTaskId()).isNull();
    assertThat(Tachograph.isActive()).isFalse();
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
            "closed");
  }
}
