package io.tachograph.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The narrative of each mission: a summary a session, by number. Thread-safe where it comes from
 * {@link SqliteStore}, each operation then being a transaction; for the writing thread where it
 * comes from {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Narrative {
  private static final String TABLE = "session_narrative";
  private static final String COLUMNS =
      "SELECT id, mission_id, session_num, summary, date, phase FROM session_narrative";
  private static final String INSERTION =
      "INSERT INTO session_narrative (mission_id, session_num, summary, date, phase)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final Sql ADD = new Sql(TABLE, INSERTION + " RETURNING id");
  private static final Sql SET =
      new Sql(
          TABLE,
          INSERTION
              + " ON CONFLICT (mission_id, session_num) DO UPDATE SET summary = excluded.summary,"
              + " date = excluded.date, phase = excluded.phase RETURNING id");
  private static final Sql GET =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND session_num = ?");
  private static final Sql OF_MISSION =
      new Sql(
          TABLE,
          COLUMNS + " WHERE mission_id = ? AND session_num < ? ORDER BY session_num DESC LIMIT ?");
  private static final Sql IN_PHASE =
      new Sql(TABLE, COLUMNS + " WHERE phase = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql DELETE =
      new Sql(TABLE, "DELETE FROM session_narrative WHERE mission_id = ? AND session_num = ?");

  private final Access access;

  Narrative(Access access) {
    this.access = access;
  }

  /**
   * Tells of a session that was not told of.
   *
   * @return its row id
   * @throws ConstraintException if there is no such mission, or its session of that number is told
   *     of already
   */
  public long add(NewNarrativeEntry entry) {
    return access.write(session -> session.insert(ADD, parameters(entry)));
  }

  /**
   * Tells of a session, in place of what was told of it.
   *
   * @return its row id
   * @throws ConstraintException if there is no such mission
   */
  public long set(NewNarrativeEntry entry) {
    return access.write(session -> session.insert(SET, parameters(entry)));
  }

  /** What is told of a mission's session of that number, if anything is. */
  public Optional<NarrativeEntry> get(long missionId, long sessionNum) {
    return access.read(session -> session.first(GET, Narrative::entry, missionId, sessionNum));
  }

  /**
   * The narrative of a mission, the last session first.
   *
   * @param page its {@link Page#after()} is a session's number here
   */
  public List<NarrativeEntry> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, Narrative::entry, missionId, page.after(), page.limit()));
  }

  /** What is told of all missions' sessions in a phase, what was added last first. */
  public List<NarrativeEntry> inPhase(String phase, Page page) {
    return access.read(
        session -> session.list(IN_PHASE, Narrative::entry, phase, page.after(), page.limit()));
  }

  /**
   * Takes back what is told of a session.
   *
   * @return whether anything was
   */
  public boolean delete(long missionId, long sessionNum) {
    return access.write(session -> session.update(DELETE, missionId, sessionNum)) > 0;
  }

  private static @Nullable Object[] parameters(NewNarrativeEntry entry) {
    return new @Nullable Object[] {
      entry.missionId(), entry.sessionNum(), entry.summary(), entry.date(), entry.phase()
    };
  }

  private static NarrativeEntry entry(Row row) {
    return new NarrativeEntry(
        row.number("id"),
        row.number("mission_id"),
        row.number("session_num"),
        row.text("summary"),
        row.time("date"),
        row.text("phase"));
  }
}
