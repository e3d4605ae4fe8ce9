package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists in pages give each row once, in order, whatever the size of the page. */
class PagingTest {
  private static final int ROWS = 300;

  @TempDir Path folder;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static <T> List<T> allPages(
      int limit, Function<Page, List<T>> list, ToLongFunction<T> id) {
    List<T> all = new ArrayList<>();
    Page page = Page.first(limit);
    List<T> rows;
    do {
      rows = list.apply(page);
      assertThat(rows).hasSizeLessThanOrEqualTo(limit);
      all.addAll(rows);
      page = rows.isEmpty() ? page : page.after(id.applyAsLong(rows.get(rows.size() - 1)));
    } while (rows.size() == limit);
    return all;
  }

  private static <T> void assertPages(
      List<T> expected, Function<Page, List<T>> list, ToLongFunction<T> id) {
    for (int limit : new int[] {1, 7, Page.MAX_LIMIT}) {
      assertThat(allPages(limit, list, id)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void tool_calls_come_by_mission_tool_time_and_failure() {
    long seed = System.nanoTime();
    System.out.println("PagingTest seed=" + seed);
    Random random = new Random(seed);
    List<ToolCall> all = new ArrayList<>();
    store.apply(
        writer -> {
          long one = writer.missions().create(mission("one"));
          writer.missions().create(mission("two"));
          for (int i = 0; i < ROWS; i++) {
            NewToolCall call =
                new NewToolCall(
                    one + random.nextInt(2),
                    "tool-" + random.nextInt(3),
                    json("{}"),
                    null,
                    after(random.nextInt(40)),
                    null,
                    random.nextInt(4) > 0,
                    null);
            all.add(called(writer.toolCalls().insert(call), call));
          }
        });
    List<ToolCall> byId = sorted(all, Comparator.comparing(ToolCall::id).reversed());
    List<ToolCall> byTime =
        sorted(
            all, Comparator.comparing(ToolCall::timestamp).thenComparing(ToolCall::id).reversed());
    ToolCalls calls = store.toolCalls();
    assertPages(where(byId, call -> !call.success()), calls::failures, ToolCall::id);
    for (int i = 0; i < 3; i++) {
      String name = "tool-" + i;
      assertPages(
          where(byId, call -> call.toolName().equals(name)),
          page -> calls.named(name, page),
          ToolCall::id);
    }
    for (long mission = 1; mission <= 2; mission++) {
      long id = mission;
      List<ToolCall> ofMission = where(byTime, call -> call.missionId() == id);
      assertPages(ofMission, page -> calls.ofMission(id, page), ToolCall::id);
      assertPages(
          where(ofMission, call -> call.toolName().equals("tool-1")),
          page -> calls.ofMission(id, "tool-1", page),
          ToolCall::id);
      assertPages(
          where(ofMission, call -> !call.success()),
          page -> calls.failuresOfMission(id, page),
          ToolCall::id);
      assertPages(
          where(
              ofMission,
              call ->
                  !call.timestamp().isBefore(after(10)) && call.timestamp().isBefore(after(30))),
          page -> calls.ofMission(id, after(10), after(30), page),
          ToolCall::id);
    }
    assertThat(calls.ofMission(3, Page.first(1))).isEmpty();
  }

  @Test
  void decisions_come_by_mission_type_and_agent() {
    long seed = System.nanoTime();
    System.out.println("PagingTest seed=" + seed);
    Random random = new Random(seed);
    List<Decision> all = new ArrayList<>();
    store.apply(
        writer -> {
          long one = writer.missions().create(mission("one"));
          writer.missions().create(mission("two"));
          for (int i = 0; i < ROWS; i++) {
            NewDecision made =
                new NewDecision(
                    one + random.nextInt(2),
                    "type-" + random.nextInt(3),
                    null,
                    after(random.nextInt(40)),
                    random.nextBoolean() ? "STEWARD" : null,
                    null);
            all.add(decided(writer.decisions().insert(made), made));
          }
        });
    List<Decision> byId = sorted(all, Comparator.comparing(Decision::id).reversed());
    List<Decision> byTime =
        sorted(
            all, Comparator.comparing(Decision::timestamp).thenComparing(Decision::id).reversed());
    Decisions decisions = store.decisions();
    assertPages(
        where(byTime, decision -> decision.missionId() == 2),
        page -> decisions.ofMission(2, page),
        Decision::id);
    assertPages(
        where(byId, decision -> decision.decisionType().equals("type-2")),
        page -> decisions.withType("type-2", page),
        Decision::id);
    assertPages(
        where(byId, decision -> "STEWARD".equals(decision.agentName())),
        page -> decisions.byAgent("STEWARD", page),
        Decision::id);
    assertThat(decisions.byAgent("NOBODY", Page.first(9))).isEmpty();
  }

  @Test
  void missions_come_by_status_phase_and_owner() {
    List<Mission> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (MissionPhase phase : MissionPhase.values()) {
        for (MissionStatus status : MissionStatus.values()) {
          String uuid = phase + "/" + status + "/" + i;
          // By id and by time they stand in differing order.
          store
              .missions()
              .create(
                  NewMission.of(uuid, phase, status, after(60 - all.size()))
                      .owner(i == 0 ? null : "owner-" + i));
          all.add(0, store.missions().get(uuid));
        }
      }
    }
    Missions missions = store.missions();
    assertPages(all, missions::history, Mission::id);
    for (MissionStatus status : MissionStatus.values()) {
      assertPages(
          where(all, mission -> mission.status() == status),
          page -> missions.withStatus(status, page),
          Mission::id);
    }
    for (MissionPhase phase : MissionPhase.values()) {
      assertPages(
          where(all, mission -> mission.phase() == phase),
          page -> missions.inPhase(phase, page),
          Mission::id);
    }
    assertPages(
        where(all, mission -> "owner-1".equals(mission.owner())),
        page -> missions.ownedBy("owner-1", page),
        Mission::id);
    assertThat(missions.ownedBy("nobody", Page.first(9))).isEmpty();
  }

  @Test
  void what_is_added_meanwhile_does_not_shift_a_page() {
    long mission = store.missions().create(mission("m"));
    store.toolCalls().insert(Fixtures.call(mission, "a", after(1)));
    long second = store.toolCalls().insert(Fixtures.call(mission, "b", after(2)));
    assertThat(store.toolCalls().ofMission(mission, Page.first(1)))
        .extracting(ToolCall::id)
        .containsExactly(second);
    store.toolCalls().insert(Fixtures.call(mission, "c", after(3)));
    assertThat(store.toolCalls().ofMission(mission, Page.first(1).after(second)))
        .extracting(ToolCall::toolName)
        .containsExactly("a");
  }

  @Test
  void a_page_behind_a_row_that_was_deleted_says_so_where_the_list_goes_by_time() {
    long mission = store.missions().create(mission("m"));
    store.toolCalls().insert(Fixtures.call(mission, "a", after(1)));
    long deleted = store.toolCalls().insert(Fixtures.call(mission, "a", after(2)));
    Schemas.execute(file, "DELETE FROM tool_calls WHERE id = " + deleted);
    assertFails(
            Category.NOT_FOUND,
            () -> store.toolCalls().ofMission(mission, Page.first(9).after(deleted)))
        .hasMessageContaining("table=tool_calls after=" + deleted);
    assertThat(store.toolCalls().named("a", Page.first(9).after(deleted))).hasSize(1);
    assertFails(
            Category.NOT_FOUND, () -> store.decisions().ofMission(mission, Page.first(9).after(5)))
        .hasMessageContaining("table=decisions after=5");
    assertFails(Category.NOT_FOUND, () -> store.tasks().roots(TextPage.first(9).after("gone")))
        .hasMessageContaining("table=tasks after=gone");
  }

  @Test
  void times_that_others_write_in_other_forms_are_paged_too() {
    long mission = store.missions().create(mission("m"));
    for (String time :
        List.of(
            "2025-11-20T10:00:00Z",
            "2025-11-20T10:00:00.250Z",
            "2025-11-20T10:00:00.250000+00:00",
            "2025-11-20 10:00:00",
            "2025-11-20")) {
      Schemas.execute(
          file,
          "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success)"
              + " VALUES (1, 't', '{}', '"
              + time
              + "', 1)");
    }
    assertThat(
            allPages(2, page -> store.toolCalls().ofMission(mission, page), ToolCall::id).stream()
                .map(ToolCall::id))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void tasks_come_by_status_and_roots() {
    for (int i = 0; i < 40; i++) {
      String id = "t" + i;
      store.tasks().create(id, "", i % 2 == 0 ? null : "t" + (i - 1), T0);
      store.tasks().setStatus(id, i % 4 == 3 ? TaskStatus.FAILED : TaskStatus.COMPLETED, T0);
    }
    for (int limit : new int[] {1, 3, 1_000}) {
      List<String> roots = new ArrayList<>();
      List<String> failed = new ArrayList<>();
      collect(limit, store.tasks()::roots, roots);
      collect(limit, page -> store.tasks().withStatus(TaskStatus.FAILED, page), failed);
      assertThat(roots).hasSize(20).startsWith("t38", "t36").endsWith("t2", "t0");
      assertThat(failed).hasSize(10).startsWith("t39", "t35").endsWith("t7", "t3");
    }
  }

  private static void collect(int limit, Function<TextPage, List<Task>> list, List<String> into) {
    TextPage page = TextPage.first(limit);
    for (List<Task> rows = list.apply(page); !rows.isEmpty(); rows = list.apply(page)) {
      assertThat(rows).hasSizeLessThanOrEqualTo(limit);
      rows.forEach(task -> into.add(task.id()));
      page = page.after(into.get(into.size() - 1));
    }
  }

  private static <T> List<T> sorted(List<T> rows, Comparator<T> order) {
    return rows.stream().sorted(order).toList();
  }

  private static <T> List<T> where(List<T> rows, Predicate<T> condition) {
    return rows.stream().filter(condition).toList();
  }

  private static ToolCall called(long id, NewToolCall call) {
    return new ToolCall(
        id,
        call.missionId(),
        call.toolName(),
        call.args(),
        call.result(),
        call.timestamp(),
        call.durationMs(),
        call.success(),
        call.errorMessage());
  }

  private static Decision decided(long id, NewDecision made) {
    return new Decision(
        id,
        made.missionId(),
        made.decisionType(),
        made.rationale(),
        made.timestamp(),
        made.agentName(),
        made.context());
  }
}
