package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs of playbooks. Thread-safe where it comes from {@link SqliteStore}, each operation then
 * being a transaction; for the writing thread where it comes from {@link StoreWriter}. Everything
 * throws {@link StoreException}.
 */
public final class PlaybookRuns {
  private static final String TABLE = "playbook_runs";
  private static final String VIEW = "playbook_performance";
  private static final String COLUMNS =
      "SELECT id, mission_id, playbook_name, phase, started_at, completed_at, success, metrics,"
          + " error_message FROM playbook_runs";
  private static final String VIEW_COLUMNS =
      "SELECT playbook_name, total_runs, successful_runs, avg_duration_ms"
          + " FROM playbook_performance";
  private static final Sql START =
      new Sql(
          TABLE,
          "INSERT INTO playbook_runs (mission_id, playbook_name, phase, started_at)"
              + " VALUES (?, ?, ?, ?) RETURNING id");
  private static final Sql COMPLETE =
      new Sql(
          TABLE,
          "UPDATE playbook_runs SET completed_at = ?, success = ?, metrics = ?, error_message = ?"
              + " WHERE id = ? AND completed_at IS NULL");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql OF_PLAYBOOK =
      new Sql(TABLE, COLUMNS + " WHERE playbook_name = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql PERFORMANCE_OF =
      new Sql(VIEW, VIEW_COLUMNS + " WHERE playbook_name = ?");
  private static final Sql PERFORMANCE =
      new Sql(VIEW, VIEW_COLUMNS + " ORDER BY playbook_name LIMIT ?");
  private static final Sql PERFORMANCE_AFTER =
      new Sql(VIEW, VIEW_COLUMNS + " WHERE playbook_name > ? ORDER BY playbook_name LIMIT ?");

  private final Access access;

  PlaybookRuns(Access access) {
    this.access = access;
  }

  /**
   * Notes that a playbook runs.
   *
   * @param phase the phase it runs in, or null; any text
   * @return the run's row id
   * @throws ConstraintException if there is no such mission
   */
  public long start(
      long missionId, String playbookName, @Nullable String phase, Instant startedAt) {
    return access.write(
        session -> session.insert(START, missionId, playbookName, phase, startedAt));
  }

  /**
   * Notes how a run ended. One that is over already stays as it is.
   *
   * @param metrics what was measured, or null
   * @param errorMessage what went wrong, or null
   * @return whether there is such a run and it was not over
   */
  public boolean complete(
      long id,
      Instant completedAt,
      boolean success,
      @Nullable JsonNode metrics,
      @Nullable String errorMessage) {
    return access.write(
            session -> session.update(COMPLETE, completedAt, success, metrics, errorMessage, id))
        > 0;
  }

  /** The run of that row id, if there is one. */
  public Optional<PlaybookRun> find(long id) {
    return access.read(session -> session.first(BY_ID, PlaybookRuns::run, id));
  }

  /** The runs of a mission, the last that was started first. */
  public List<PlaybookRun> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, PlaybookRuns::run, missionId, page.after(), page.limit()));
  }

  /** The runs of a playbook, of all missions, the last that was started first. */
  public List<PlaybookRun> ofPlaybook(String playbookName, Page page) {
    return access.read(
        session ->
            session.list(OF_PLAYBOOK, PlaybookRuns::run, playbookName, page.after(), page.limit()));
  }

  /** How the runs of a playbook went; empty where none is over. */
  public Optional<PlaybookPerformance> performance(String playbookName) {
    return access.read(
        session -> session.first(PERFORMANCE_OF, PlaybookRuns::performance, playbookName));
  }

  /**
   * How the runs of each playbook went, by name. A page reads all runs of the playbooks that
   * follow.
   *
   * @param page its {@link TextPage#after()} is a playbook's name here
   */
  public List<PlaybookPerformance> performance(TextPage page) {
    return access.read(
        session ->
            page.after() == null
                ? session.list(PERFORMANCE, PlaybookRuns::performance, page.limit())
                : session.list(
                    PERFORMANCE_AFTER, PlaybookRuns::performance, page.after(), page.limit()));
  }

  private static PlaybookRun run(Row row) {
    return new PlaybookRun(
        row.number("id"),
        row.number("mission_id"),
        row.text("playbook_name"),
        row.textOrNull("phase"),
        row.time("started_at"),
        row.timeOrNull("completed_at"),
        row.flagOrNull("success"),
        row.jsonOrNull("metrics"),
        row.textOrNull("error_message"));
  }

  private static PlaybookPerformance performance(Row row) {
    // The sum over rows that others completed without saying whether they succeeded is null.
    Long successfulRuns = row.numberOrNull("successful_runs");
    return new PlaybookPerformance(
        row.text("playbook_name"),
        row.number("total_runs"),
        successfulRuns == null ? 0 : successfulRuns,
        row.realOrNull("avg_duration_ms"));
  }
}
