package io.tachograph.store;

import java.util.List;

/**
 * The decisions. Thread-safe where it comes from {@link SqliteStore}, each operation then being a
 * transaction; for the writing thread where it comes from {@link StoreWriter}. Everything throws
 * {@link StoreException}.
 */
public final class Decisions {
  private static final String TABLE = "decisions";
  private static final String COLUMNS =
      "SELECT id, mission_id, decision_type, rationale, timestamp, agent_name, context"
          + " FROM decisions";
  private static final Sql INSERT =
      new Sql(
          TABLE,
          "INSERT INTO decisions (mission_id, decision_type, rationale, timestamp, agent_name,"
              + " context) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? ORDER BY timestamp DESC, id DESC LIMIT ?");
  private static final Sql NEWEST = new Sql(TABLE, COLUMNS + " ORDER BY id DESC LIMIT ?");
  private static final Sql TIME_OF =
      new Sql(TABLE, "SELECT id, timestamp FROM decisions WHERE id = ?");
  private static final Sql PAGE_OF_MISSION =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE mission_id = ? AND (timestamp, id) < (?, ?)"
              + " ORDER BY timestamp DESC, id DESC LIMIT ?");
  private static final String BEHIND = " AND id < ? ORDER BY id DESC LIMIT ?";
  private static final Sql PAGE_WITH_TYPE =
      new Sql(TABLE, COLUMNS + " WHERE decision_type = ?" + BEHIND);
  private static final Sql PAGE_BY_AGENT =
      new Sql(TABLE, COLUMNS + " WHERE agent_name = ?" + BEHIND);

  private final Access access;

  Decisions(Access access) {
    this.access = access;
  }

  /**
   * Adds a decision.
   *
   * @return its row id
   * @throws ConstraintException if there is no such mission
   */
  public long insert(NewDecision decision) {
    return access.write(
        session ->
            session.insert(
                INSERT,
                decision.missionId(),
                decision.decisionType(),
                decision.rationale(),
                decision.timestamp(),
                decision.agentName(),
                decision.context()));
  }

  /** The last decisions of a mission by their time, the newest first. */
  public List<Decision> ofMission(long missionId, int limit) {
    return access.read(
        session ->
            session.list(OF_MISSION, Decisions::decision, missionId, Limits.positive(limit)));
  }

  /**
   * The decisions of a mission by their time, the newest first; as text, like {@link
   * ToolCalls#ofMission(long, Page)}.
   */
  public List<Decision> ofMission(long missionId, Page page) {
    return access.read(
        session -> {
          PageStart.InTime start = PageStart.inTime(session, TIME_OF, page);
          return session.list(
              PAGE_OF_MISSION,
              Decisions::decision,
              missionId,
              start.time(),
              start.id(),
              page.limit());
        });
  }

  /** The decisions of one type, of all missions, those added last first. */
  public List<Decision> withType(String decisionType, Page page) {
    return pageBy(PAGE_WITH_TYPE, decisionType, page);
  }

  /** The decisions that one agent made, of all missions, those added last first. */
  public List<Decision> byAgent(String agentName, Page page) {
    return pageBy(PAGE_BY_AGENT, agentName, page);
  }

  /** The decisions that were added last, of all missions, the newest first. */
  public List<Decision> newest(int limit) {
    return access.read(
        session -> session.list(NEWEST, Decisions::decision, Limits.positive(limit)));
  }

  private List<Decision> pageBy(Sql sql, String value, Page page) {
    return access.read(
        session -> session.list(sql, Decisions::decision, value, page.after(), page.limit()));
  }

  private static Decision decision(Row row) {
    return new Decision(
        row.number("id"),
        row.number("mission_id"),
        row.text("decision_type"),
        row.textOrNull("rationale"),
        row.time("timestamp"),
        row.textOrNull("agent_name"),
        row.jsonOrNull("context"));
  }
}
