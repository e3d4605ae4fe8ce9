package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in which agents work on missions, and what each leaves to the next. Thread-safe
 * where it comes from {@link SqliteStore}, each operation then being a transaction; for the writing
 * thread where it comes from {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class AgentSessions {
  private static final String TABLE = "agent_sessions";
  private static final String COLUMNS =
      "SELECT id, mission_id, agent_name, started_at, ended_at, handoff FROM agent_sessions";
  private static final Sql START =
      new Sql(
          TABLE,
          "INSERT INTO agent_sessions (mission_id, agent_name, started_at) VALUES (?, ?, ?)"
              + " RETURNING id");
  private static final Sql END =
      new Sql(
          TABLE,
          "UPDATE agent_sessions SET ended_at = ?, handoff = ? WHERE id = ? AND ended_at IS NULL");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql OF_AGENT =
      new Sql(TABLE, COLUMNS + " WHERE agent_name = ? AND id < ? ORDER BY id DESC LIMIT ?");

  private final Access access;

  AgentSessions(Access access) {
    this.access = access;
  }

  /**
   * Notes that an agent begins to work on a mission.
   *
   * @return the session's row id
   * @throws ConstraintException if there is no such mission
   */
  public long start(long missionId, String agentName, Instant startedAt) {
    return access.write(session -> session.insert(START, missionId, agentName, startedAt));
  }

  /**
   * Notes that a session is over. One that was over already stays as it is.
   *
   * @param handoff what it leaves to the next one, or null
   * @return whether there is such a session and it was not over
   */
  public boolean end(long id, Instant endedAt, @Nullable JsonNode handoff) {
    return access.write(session -> session.update(END, endedAt, handoff, id)) > 0;
  }

  /** The session of that row id, if there is one. */
  public Optional<AgentSession> find(long id) {
    return access.read(session -> session.first(BY_ID, AgentSessions::agentSession, id));
  }

  /** The sessions of a mission, the last that was started first. */
  public List<AgentSession> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(
                OF_MISSION, AgentSessions::agentSession, missionId, page.after(), page.limit()));
  }

  /** The sessions of an agent, in all missions, the last that was started first. */
  public List<AgentSession> ofAgent(String agentName, Page page) {
    return access.read(
        session ->
            session.list(
                OF_AGENT, AgentSessions::agentSession, agentName, page.after(), page.limit()));
  }

  private static AgentSession agentSession(Row row) {
    return new AgentSession(
        row.number("id"),
        row.number("mission_id"),
        row.text("agent_name"),
        row.time("started_at"),
        row.timeOrNull("ended_at"),
        row.jsonOrNull("handoff"));
  }
}
