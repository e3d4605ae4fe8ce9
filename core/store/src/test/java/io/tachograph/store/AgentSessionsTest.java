package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSessionsTest {
  private static final String AGENT = "STEWARD \u2713 gr\u00f6\u00dfe";

  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private AgentSessions sessions;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    sessions = store.agentSessions();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AgentSession started(long missionId, String agentName) {
    long id = sessions.start(missionId, agentName, T0);
    return new AgentSession(id, missionId, agentName, T0, null, null);
  }

  @Test
  void a_session_starts_and_ends_with_its_handoff() {
    AgentSession lasting = started(missionId, AGENT);
    assertThat(sessions.find(lasting.id())).contains(lasting);
    assertThat(sessions.end(lasting.id(), after(60), json("{\"todo\":[\"\u2713\"],\"n\":1.50}")))
        .isTrue();
    assertThat(sessions.find(lasting.id()))
        .contains(
            new AgentSession(
                lasting.id(),
                missionId,
                AGENT,
                T0,
                after(60),
                json("{\"todo\":[\"\u2713\"],\"n\":1.50}")));
    AgentSession silent = started(missionId, AGENT);
    assertThat(sessions.end(silent.id(), after(1), null)).isTrue();
    assertThat(sessions.find(silent.id()))
        .contains(new AgentSession(silent.id(), missionId, AGENT, T0, after(1), null));
  }

  @Test
  void a_session_that_is_over_stays_as_it_is() {
    long id = started(missionId, AGENT).id();
    assertThat(sessions.end(id, after(1), json("1"))).isTrue();
    assertThat(sessions.end(id, after(2), json("2"))).isFalse();
    assertThat(sessions.find(id).orElseThrow().handoff()).isEqualTo(json("1"));
    assertThat(sessions.end(99, after(2), null)).isFalse();
    assertThat(sessions.find(99)).isEmpty();
  }

  @Test
  void sessions_are_listed_by_mission_and_by_agent() {
    long other = store.missions().create(mission("other"));
    AgentSession a = started(missionId, "a");
    AgentSession b = started(other, "a");
    AgentSession c = started(missionId, "c");
    AgentSession d = started(missionId, "a");
    Pages.assertPaged(page -> sessions.ofMission(missionId, page), AgentSession::id, d, c, a);
    Pages.assertPaged(page -> sessions.ofAgent("a", page), AgentSession::id, d, b, a);
    assertThat(sessions.ofAgent("A", Pages.ALL)).isEmpty();
    assertThat(sessions.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("agent_sessions", () -> started(99, "a"));
    assertNotNull("agent_sessions", "agent_name", () -> started(missionId, null));
    assertNotNull("agent_sessions", "started_at", () -> sessions.start(missionId, "a", null));
    assertThat(sessions.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void what_others_wrote_against_the_schema_is_said_with_its_row() {
    long id = started(missionId, "a").id();
    Schemas.execute(file, "UPDATE agent_sessions SET handoff = '{'");
    assertCorrupt("agent_sessions", "handoff", id, () -> sessions.ofAgent("a", Pages.ALL));
    Schemas.execute(file, "UPDATE agent_sessions SET handoff = 7, ended_at = 'later'");
    assertCorrupt("agent_sessions", "ended_at", id, () -> sessions.find(id));
    Schemas.execute(file, "UPDATE agent_sessions SET ended_at = '2025-11-20T10:00:01Z'");
    assertThat(sessions.find(id))
        .contains(new AgentSession(id, missionId, "a", T0, after(1), json("7")));
  }
}
