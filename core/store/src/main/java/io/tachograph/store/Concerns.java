package io.tachograph.store;

import java.time.Instant;
import java.util.List;

/**
 * The concerns of each mission's domain, each once in a mission. Thread-safe where it comes from
 * {@link SqliteStore}, each operation then being a transaction; for the writing thread where it
 * comes from {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Concerns {
  private static final String TABLE = "domain_concerns";
  private static final String COLUMNS =
      "SELECT id, mission_id, concern, timestamp FROM domain_concerns";
  private static final Sql ADD =
      new Sql(
          TABLE,
          "INSERT INTO domain_concerns (mission_id, concern, timestamp) VALUES (?, ?, ?)"
              + " ON CONFLICT (mission_id, concern) DO NOTHING");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_CONCERN =
      new Sql(TABLE, COLUMNS + " WHERE concern = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql REMOVE =
      new Sql(TABLE, "DELETE FROM domain_concerns WHERE mission_id = ? AND concern = ?");

  private final Access access;

  Concerns(Access access) {
    this.access = access;
  }

  /**
   * Adds a concern to a mission. One that it has stays as it is, with its time.
   *
   * @return whether it is new
   * @throws ConstraintException if there is no such mission
   */
  public boolean add(long missionId, String concern, Instant timestamp) {
    return access.write(session -> session.update(ADD, missionId, concern, timestamp)) > 0;
  }

  /** The concerns of a mission, the last that was added first. */
  public List<Concern> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, Concerns::concern, missionId, page.after(), page.limit()));
  }

  /**
   * The missions that have a concern, a row each: the last that it was added to first.
   *
   * @param concern the whole text, letter by letter
   */
  public List<Concern> missionsWith(String concern, Page page) {
    return access.read(
        session ->
            session.list(WITH_CONCERN, Concerns::concern, concern, page.after(), page.limit()));
  }

  /**
   * Takes a concern from a mission.
   *
   * @return whether it had it
   */
  public boolean remove(long missionId, String concern) {
    return access.write(session -> session.update(REMOVE, missionId, concern)) > 0;
  }

  private static Concern concern(Row row) {
    return new Concern(
        row.number("id"), row.number("mission_id"), row.text("concern"), row.time("timestamp"));
  }
}
