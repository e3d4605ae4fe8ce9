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

  /** The decisions that were added last, of all missions, the newest first. */
  public List<Decision> newest(int limit) {
    return access.read(
        session -> session.list(NEWEST, Decisions::decision, Limits.positive(limit)));
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
