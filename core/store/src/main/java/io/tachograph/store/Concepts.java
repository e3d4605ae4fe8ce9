package io.tachograph.store;

import java.time.Instant;
import java.util.List;

/**
 * The concepts of each mission's domain, each once in a mission. Thread-safe where it comes from
 * {@link SqliteStore}, each operation then being a transaction; for the writing thread where it
 * comes from {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Concepts {
  private static final String TABLE = "domain_concepts";
  private static final String COLUMNS =
      "SELECT id, mission_id, concept, timestamp FROM domain_concepts";
  private static final Sql ADD =
      new Sql(
          TABLE,
          "INSERT INTO domain_concepts (mission_id, concept, timestamp) VALUES (?, ?, ?)"
              + " ON CONFLICT (mission_id, concept) DO NOTHING");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_CONCEPT =
      new Sql(TABLE, COLUMNS + " WHERE concept = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql REMOVE =
      new Sql(TABLE, "DELETE FROM domain_concepts WHERE mission_id = ? AND concept = ?");

  private final Access access;

  Concepts(Access access) {
    this.access = access;
  }

  /**
   * Adds a concept to a mission. One that it has stays as it is, with its time.
   *
   * @return whether it is new
   * @throws ConstraintException if there is no such mission
   */
  public boolean add(long missionId, String concept, Instant timestamp) {
    return access.write(session -> session.update(ADD, missionId, concept, timestamp)) > 0;
  }

  /** The concepts of a mission, the last that was added first. */
  public List<Concept> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, Concepts::concept, missionId, page.after(), page.limit()));
  }

  /**
   * The missions that have a concept, a row each: the last that it was added to first.
   *
   * @param concept the whole word, letter by letter
   */
  public List<Concept> missionsWith(String concept, Page page) {
    return access.read(
        session ->
            session.list(WITH_CONCEPT, Concepts::concept, concept, page.after(), page.limit()));
  }

  /**
   * Takes a concept from a mission.
   *
   * @return whether it had it
   */
  public boolean remove(long missionId, String concept) {
    return access.write(session -> session.update(REMOVE, missionId, concept)) > 0;
  }

  private static Concept concept(Row row) {
    return new Concept(
        row.number("id"), row.number("mission_id"), row.text("concept"), row.time("timestamp"));
  }
}
