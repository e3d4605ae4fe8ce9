package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tool calls and decisions: what is only ever added. */
class RecordsTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_tool_call_comes_back_as_it_was_given() {
    long good =
        store
            .toolCalls()
            .insert(
                new NewToolCall(
                    missionId, "Read", json("{\"n\":1.50}"), json("[]"), T0, 7L, true, null));
    long bad =
        store
            .toolCalls()
            .insert(
                new NewToolCall(missionId, "Bash", json("{}"), null, after(1), null, false, "no"));
    assertThat(store.toolCalls().newest(10))
        .containsExactly(
            new ToolCall(bad, missionId, "Bash", json("{}"), null, after(1), null, false, "no"),
            new ToolCall(
                good, missionId, "Read", json("{\"n\":1.50}"), json("[]"), T0, 7L, true, null));
    assertThat(Schemas.column(file, "SELECT args FROM tool_calls WHERE id = " + good))
        .containsExactly("{\"n\":1.50}");
    assertThat(Schemas.column(file, "SELECT success FROM tool_calls ORDER BY id"))
        .containsExactly("1", "0");
  }

  @Test
  void null_and_the_json_null_are_two_things() {
    store
        .toolCalls()
        .insert(
            new NewToolCall(
                missionId,
                "t",
                NullNode.getInstance(),
                NullNode.getInstance(),
                T0,
                0L,
                true,
                null));
    ToolCall call = store.toolCalls().newest(1).get(0);
    assertThat(call.args()).isEqualTo(NullNode.getInstance());
    assertThat(call.result()).isEqualTo(NullNode.getInstance());
    assertThatThrownBy(
            () ->
                store
                    .toolCalls()
                    .insert(
                        new NewToolCall(
                            missionId, "t", MissingNode.getInstance(), null, T0, 0L, true, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_bare_number_stays_a_number() {
    for (String number :
        List.of("0", "-7", "9223372036854775807", "0.30000000000000004", "1.5E300")) {
      store
          .toolCalls()
          .insert(new NewToolCall(missionId, "t", json("{}"), json(number), T0, 0L, true, null));
      assertThat(store.toolCalls().newest(1).get(0).result().decimalValue())
          .isEqualByComparingTo(number);
    }
  }

  @Test
  void calls_of_a_mission_come_by_their_time_and_all_calls_by_when_they_were_added() {
    long other = store.missions().create(mission("other"));
    store.toolCalls().insert(call(missionId, "late", after(9)));
    store.toolCalls().insert(call(missionId, "early", after(1)));
    store.toolCalls().insert(call(other, "other", after(5)));
    assertThat(store.toolCalls().ofMission(missionId, 10))
        .extracting(ToolCall::toolName)
        .containsExactly("late", "early");
    assertThat(store.toolCalls().ofMission(missionId, 1))
        .extracting(ToolCall::toolName)
        .containsExactly("late");
    assertThat(store.toolCalls().newest(2))
        .extracting(ToolCall::toolName)
        .containsExactly("other", "early");
    assertThat(store.toolCalls().ofMission(99, 1)).isEmpty();
  }

  @Test
  void a_batch_with_a_bad_call_adds_none() {
    assertFails(
            Category.CONSTRAINT,
            () -> store.toolCalls().insertAll(List.of(call(missionId, "a", T0), call(99, "b", T0))))
        .hasMessageContaining("table=tool_calls")
        .hasMessageContaining("column=tool_calls.mission_id references=missions.id");
    assertThat(store.toolCalls().newest(10)).isEmpty();
    store.toolCalls().insertAll(List.of());
    assertThat(store.toolCalls().newest(10)).isEmpty();
  }

  @Test
  void a_decision_comes_back_as_it_was_given() {
    long one =
        store
            .decisions()
            .insert(
                new NewDecision(missionId, "choice", "why", T0, "STEWARD", json("{\"a\":[1]}")));
    long two = store.decisions().insert(new NewDecision(missionId, "b", null, T0, null, null));
    Decision first =
        new Decision(one, missionId, "choice", "why", T0, "STEWARD", json("{\"a\":[1]}"));
    Decision second = new Decision(two, missionId, "b", null, T0, null, null);
    assertThat(store.decisions().ofMission(missionId, 10)).containsExactly(second, first);
    assertThat(store.decisions().newest(1)).containsExactly(second);
    assertFails(
            Category.CONSTRAINT,
            () -> store.decisions().insert(new NewDecision(99, "b", null, T0, null, null)))
        .hasMessageContaining("column=decisions.mission_id");
  }

  @Test
  void usage_counts_the_calls_of_each_tool() {
    assertThat(store.toolCalls().usage(10)).isEmpty();
    store.toolCalls().insert(call(missionId, "Read", T0));
    store
        .toolCalls()
        .insert(new NewToolCall(missionId, "Read", json("{}"), null, T0, 15L, false, "no"));
    store
        .toolCalls()
        .insert(new NewToolCall(missionId, "Bash", json("{}"), null, T0, null, true, null));
    ToolUsage read = new ToolUsage("Read", 2, 1, 13.5, 15L);
    assertThat(store.toolCalls().usage(10))
        .containsExactly(read, new ToolUsage("Bash", 1, 1, null, null));
    assertThat(store.toolCalls().usage(1)).containsExactly(read);
    assertThatThrownBy(() -> store.toolCalls().usage(0)).hasMessageContaining("limit=0");
  }

  @Test
  void the_views_count_what_was_added() {
    store.toolCalls().insert(call(missionId, "Read", T0));
    store.toolCalls().insert(call(missionId, "Read", after(3)));
    store.decisions().insert(new NewDecision(missionId, "b", null, T0, null, null));
    assertThat(
            Schemas.rows(
                file,
                "SELECT mission_uuid, tool_call_count, decision_count, last_tool_call_at"
                    + " FROM active_missions"))
        .containsExactly(List.of("m", "2", "1", "2025-11-20T10:00:03.000000Z"));
    assertThat(Schemas.rows(file, "SELECT * FROM tool_usage_stats"))
        .containsExactly(List.of("Read", "2", "2", "12.0", "12"));
  }
}
