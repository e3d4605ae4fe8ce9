package io.tachograph.store;

import java.util.List;
import java.util.Optional;

/**
 * Where each mission stands, one row a mission. Thread-safe where it comes from {@link
 * SqliteStore}, each operation then being a transaction; for the writing thread where it comes from
 * {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Trajectories {
  private static final String TABLE = "trajectory";
  private static final String COLUMNS =
      "SELECT id, mission_id, current_phase, current_focus, completed_phases, blockers, updated_at"
          + " FROM trajectory";
  private static final Sql SET =
      new Sql(
          TABLE,
          "INSERT INTO trajectory (mission_id, current_phase, current_focus, completed_phases,"
              + " blockers, updated_at) VALUES (?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (mission_id) DO UPDATE SET current_phase = excluded.current_phase,"
              + " current_focus = excluded.current_focus,"
              + " completed_phases = excluded.completed_phases,"
              + " blockers = excluded.blockers, updated_at = excluded.updated_at");
  private static final Sql GET = new Sql(TABLE, COLUMNS + " WHERE mission_id = ?");
  private static final Sql IN_PHASE =
      new Sql(TABLE, COLUMNS + " WHERE current_phase = ? AND id < ? ORDER BY id DESC LIMIT ?");

  /** What SQLite takes for no JSON is let through: reading the row then says what it is. */
  private static final Sql BLOCKED =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE id < ? AND blockers IS NOT NULL"
              + " AND CASE WHEN json_valid(CAST(blockers AS TEXT))"
              + " THEN json_type(CAST(blockers AS TEXT)) <> 'null'"
              + " AND (json_type(CAST(blockers AS TEXT)) <> 'array'"
              + " OR json_array_length(CAST(blockers AS TEXT)) > 0)"
              + " ELSE 1 END ORDER BY id DESC LIMIT ?");

  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM trajectory WHERE mission_id = ?");

  private final Access access;

  Trajectories(Access access) {
    this.access = access;
  }

  /**
   * Sets where a mission stands, in place of where it stood.
   *
   * @throws ConstraintException if there is no such mission
   */
  public void set(NewTrajectory trajectory) {
    access.write(
        session ->
            session.update(
                SET,
                trajectory.missionId(),
                trajectory.currentPhase(),
                trajectory.currentFocus(),
                trajectory.completedPhases(),
                trajectory.blockers(),
                trajectory.updatedAt()));
  }

  /** Where a mission stands, if that is known. */
  public Optional<Trajectory> get(long missionId) {
    return access.read(session -> session.first(GET, Trajectories::trajectory, missionId));
  }

  /** The missions that stand in a phase, the last that was first set first. */
  public List<Trajectory> inPhase(String phase, Page page) {
    return access.read(
        session ->
            session.list(IN_PHASE, Trajectories::trajectory, phase, page.after(), page.limit()));
  }

  /**
   * The missions that {@linkplain Trajectory#isBlocked() have blockers}, the last that was first
   * set first. No index knows them: it reads the rows from the page's beginning on until it has
   * found enough.
   */
  public List<Trajectory> blocked(Page page) {
    return access.read(
        session -> session.list(BLOCKED, Trajectories::trajectory, page.after(), page.limit()));
  }

  /**
   * Forgets where a mission stands.
   *
   * @return whether that was known
   */
  public boolean delete(long missionId) {
    return access.write(session -> session.update(DELETE, missionId)) > 0;
  }

  private static Trajectory trajectory(Row row) {
    return new Trajectory(
        row.number("id"),
        row.number("mission_id"),
        row.text("current_phase"),
        row.textOrNull("current_focus"),
        row.jsonOrNull("completed_phases"),
        row.jsonOrNull("blockers"),
        row.time("updated_at"));
  }
}
