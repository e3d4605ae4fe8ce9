package io.tachograph.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The missions. Thread-safe where it comes from {@link SqliteStore}, each operation then being a
 * transaction; for the writing thread where it comes from {@link StoreWriter}. Everything throws
 * {@link StoreException}.
 *
 * <p>Lists leave out what {@linkplain MissionArchive is archived}; by its UUID or row id it is
 * found, and can be changed, like any other.
 */
public final class Missions {
  private static final String TABLE = "missions";

  /** All but the id and whether it is archived. */
  static final String DATA_COLUMNS =
      "mission_uuid, phase, status, created_at, completed_at, updated_at, planning_sub_state,"
          + " max_cost_usd, current_cost_usd, alert_threshold, cost_breakdown, owner, description,"
          + " api_version, metadata";

  private static final String COLUMNS = "SELECT id, " + DATA_COLUMNS + ", archived FROM missions";

  /** Others leave the column null. */
  private static final String NOT_ARCHIVED = " AND archived IS NOT 1";

  private static final Sql BY_UUID = new Sql(TABLE, COLUMNS + " WHERE mission_uuid = ?");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");
  private static final Sql ID = new Sql(TABLE, "SELECT id FROM missions WHERE mission_uuid = ?");
  private static final Sql NEWEST =
      new Sql(TABLE, COLUMNS + " WHERE archived IS NOT 1 ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_STATUS =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE status = ?"
              + NOT_ARCHIVED
              + " ORDER BY created_at DESC, id DESC LIMIT ?");
  private static final String BEHIND = NOT_ARCHIVED + " AND id < ? ORDER BY id DESC LIMIT ?";
  private static final Sql PAGE =
      new Sql(TABLE, COLUMNS + " WHERE id < ?" + NOT_ARCHIVED + " ORDER BY id DESC LIMIT ?");
  private static final Sql PAGE_ARCHIVED =
      new Sql(TABLE, COLUMNS + " WHERE archived = 1 AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql PAGE_WITH_STATUS =
      new Sql(TABLE, COLUMNS + " WHERE status = ?" + BEHIND);
  private static final Sql PAGE_IN_PHASE = new Sql(TABLE, COLUMNS + " WHERE phase = ?" + BEHIND);
  private static final Sql PAGE_OWNED_BY = new Sql(TABLE, COLUMNS + " WHERE owner = ?" + BEHIND);

  /** The index has those with a budget together; a + keeps SQLite from going by id through all. */
  private static final String WITH_BUDGET = " WHERE max_cost_usd >= -9e999";

  private static final String BEHIND_IN_BUDGETS =
      NOT_ARCHIVED + " AND +id < ? ORDER BY +id DESC LIMIT ?";
  private static final Sql PAGE_OVER_BUDGET =
      new Sql(
          TABLE,
          COLUMNS + WITH_BUDGET + " AND current_cost_usd > max_cost_usd" + BEHIND_IN_BUDGETS);
  private static final Sql PAGE_AT_ALERT_THRESHOLD =
      new Sql(
          TABLE,
          COLUMNS
              + WITH_BUDGET
              + " AND current_cost_usd >= max_cost_usd * alert_threshold"
              + BEHIND_IN_BUDGETS);
  private static final Sql ADD_COST =
      new Sql(
          TABLE,
          "UPDATE missions SET current_cost_usd = coalesce(current_cost_usd, 0) + ?, updated_at = ?"
              + " WHERE mission_uuid = ? RETURNING id, current_cost_usd");
  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM missions WHERE mission_uuid = ?");

  private final Access access;

  Missions(Access access) {
    this.access = access;
  }

  /**
   * Creates a mission.
   *
   * @return its row id
   * @throws ConstraintException if there is one of that UUID
   */
  public long create(NewMission mission) {
    return access.write(session -> insert(session, mission));
  }

  /**
   * Creates a mission unless there is one of that UUID, which then stays as it is.
   *
   * @return the row id of the one that is there now
   */
  public long ensure(
      String uuid,
      MissionPhase phase,
      MissionStatus status,
      Instant createdAt,
      @Nullable String owner,
      @Nullable String description) {
    return access.write(
        session ->
            session
                .first(ID, row -> row.number("id"), uuid)
                .orElseGet(
                    () ->
                        insert(
                            session,
                            NewMission.of(uuid, phase, status, createdAt)
                                .owner(owner)
                                .description(description))));
  }

  /** The row id of the mission of that UUID. */
  public OptionalLong id(String uuid) {
    return access
        .read(session -> session.first(ID, row -> row.number("id"), uuid))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /**
   * The mission of that UUID.
   *
   * @throws MissionNotFoundException if there is none
   */
  public Mission get(String uuid) {
    return find(uuid).orElseThrow(() -> new MissionNotFoundException(uuid));
  }

  /** The mission of that UUID, if there is one. */
  public Optional<Mission> find(String uuid) {
    return access.read(session -> session.first(BY_UUID, Missions::mission, uuid));
  }

  /** The mission of that row id, if there is one. */
  public Optional<Mission> find(long id) {
    return access.read(session -> session.first(BY_ID, Missions::mission, id));
  }

  /** The missions added last, the last first. */
  public List<Mission> newest(int limit) {
    return list(NEWEST, Limits.positive(limit));
  }

  /** The missions of one status that were created last, by that time, the newest first. */
  public List<Mission> withStatus(MissionStatus status, int limit) {
    return list(WITH_STATUS, status.text(), Limits.positive(limit));
  }

  /** All missions, those added last first. */
  public List<Mission> history(Page page) {
    return list(PAGE, page.after(), page.limit());
  }

  /** The missions that are archived and were not deleted since, those added last first. */
  public List<Mission> archived(Page page) {
    return list(PAGE_ARCHIVED, page.after(), page.limit());
  }

  /** The missions of one status, those added last first. */
  public List<Mission> withStatus(MissionStatus status, Page page) {
    return list(PAGE_WITH_STATUS, status.text(), page.after(), page.limit());
  }

  /** The missions in one phase, those added last first. */
  public List<Mission> inPhase(MissionPhase phase, Page page) {
    return list(PAGE_IN_PHASE, phase.text(), page.after(), page.limit());
  }

  /** The missions of one owner, those added last first. */
  public List<Mission> ownedBy(String owner, Page page) {
    return list(PAGE_OWNED_BY, owner, page.after(), page.limit());
  }

  /** The missions that have cost more than their budget, those added last first. */
  public List<Mission> overBudget(Page page) {
    return list(PAGE_OVER_BUDGET, page.after(), page.limit());
  }

  /**
   * The missions whose cost has reached the share of their budget from which to warn, those over
   * their budget too, those added last first.
   */
  public List<Mission> atAlertThreshold(Page page) {
    return list(PAGE_AT_ALERT_THRESHOLD, page.after(), page.limit());
  }

  /**
   * Adds to what a mission has cost, so that no addition of several at once is lost. A budget is
   * set by {@link #update}.
   *
   * @param usd US dollars; below 0 to take back
   * @return what it has cost by now
   * @throws MissionNotFoundException if there is no mission of that UUID
   * @throws ConstraintException if it would have cost less than 0
   */
  public double addCost(String uuid, double usd, Instant updatedAt) {
    MissionFields.finite("current_cost_usd", usd);
    return access
        .write(
            session ->
                session.first(ADD_COST, row -> row.real("current_cost_usd"), usd, updatedAt, uuid))
        .orElseThrow(() -> new MissionNotFoundException(uuid));
  }

  /**
   * Changes the columns that are set in {@code change} and no other.
   *
   * @throws MissionNotFoundException if there is no mission of that UUID
   */
  public void update(String uuid, MissionChange change) {
    String assignments =
        change.columns().keySet().stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(", "));
    Sql sql = new Sql(TABLE, "UPDATE missions SET " + assignments + " WHERE mission_uuid = ?");
    @Nullable Object[] parameters = parameters(change, 1);
    parameters[parameters.length - 1] = uuid;
    if (access.write(session -> session.update(sql, parameters)) == 0) {
      throw new MissionNotFoundException(uuid);
    }
  }

  /**
   * Deletes a mission with all that belongs to it: tool calls, decisions, memory and whatever else
   * refers to it. A copy of it in the archive stays.
   *
   * @return whether there was one of that UUID
   */
  public boolean delete(String uuid) {
    return access.write(session -> session.update(DELETE, uuid)) > 0;
  }

  private List<Mission> list(Sql sql, Object... parameters) {
    return access.read(session -> session.list(sql, Missions::mission, parameters));
  }

  private static long insert(Session session, NewMission mission) {
    Collection<String> columns = mission.columns().keySet();
    Sql sql =
        new Sql(
            TABLE,
            "INSERT INTO missions ("
                + String.join(", ", columns)
                + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?"))
                + ") RETURNING id");
    return session.insert(sql, parameters(mission, 0));
  }

  private static @Nullable Object[] parameters(MissionFields<?> fields, int more) {
    Collection<@Nullable Object> values = fields.columns().values();
    return values.toArray(new @Nullable Object[values.size() + more]);
  }

  static Mission mission(Row row) {
    Boolean archived = row.flagOrNull("archived");
    String planningSubState = row.textOrNull("planning_sub_state");
    return new Mission(
        row.number("id"),
        row.text("mission_uuid"),
        row.oneOf("phase", MissionPhase::of),
        row.oneOf("status", MissionStatus::of),
        row.time("created_at"),
        row.timeOrNull("completed_at"),
        row.timeOrNull("updated_at"),
        planningSubState == null ? null : row.oneOf("planning_sub_state", PlanningSubState::of),
        row.realOrNull("max_cost_usd"),
        row.realOrNull("current_cost_usd"),
        row.realOrNull("alert_threshold"),
        row.jsonOrNull("cost_breakdown"),
        row.textOrNull("owner"),
        row.textOrNull("description"),
        row.textOrNull("api_version"),
        row.jsonOrNull("metadata"),
        archived != null && archived);
  }
}
