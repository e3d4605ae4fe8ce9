package io.tachograph.store;

import java.util.List;
import java.util.Optional;

/**
 * What the quality gates said, each time. Thread-safe where it comes from {@link SqliteStore}, each
 * operation then being a transaction; for the writing thread where it comes from {@link
 * StoreWriter}. Everything throws {@link StoreException}.
 */
public final class QualityGates {
  private static final String TABLE = "quality_gates";
  private static final String COLUMNS =
      "SELECT id, mission_id, gate_name, status, details, timestamp FROM quality_gates";
  private static final Sql RECORD =
      new Sql(
          TABLE,
          "INSERT INTO quality_gates (mission_id, gate_name, status, details, timestamp)"
              + " VALUES (?, ?, ?, ?, ?) RETURNING id");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_STATUS =
      new Sql(TABLE, COLUMNS + " WHERE status = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_NAME =
      new Sql(TABLE, COLUMNS + " WHERE gate_name = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql LATEST =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND gate_name = ? ORDER BY id DESC LIMIT 1");

  private final Access access;

  QualityGates(Access access) {
    this.access = access;
  }

  /**
   * Records what a gate said, beside what it said before.
   *
   * @return the row id
   * @throws ConstraintException if there is no such mission
   */
  public long record(NewQualityGate gate) {
    return access.write(
        session ->
            session.insert(
                RECORD,
                gate.missionId(),
                gate.name(),
                gate.status().text(),
                gate.details(),
                gate.timestamp()));
  }

  /** What the gates of a mission said, the last that was recorded first. */
  public List<QualityGate> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, QualityGates::gate, missionId, page.after(), page.limit()));
  }

  /** The gates that said so, of all missions, the last that was recorded first. */
  public List<QualityGate> withStatus(GateStatus status, Page page) {
    return access.read(
        session ->
            session.list(
                WITH_STATUS, QualityGates::gate, status.text(), page.after(), page.limit()));
  }

  /** What the gates of a name said, of all missions, the last that was recorded first. */
  public List<QualityGate> withName(String name, Page page) {
    return access.read(
        session -> session.list(WITH_NAME, QualityGates::gate, name, page.after(), page.limit()));
  }

  /** What a mission's gate of that name said last, by when it was recorded. */
  public Optional<QualityGate> latest(long missionId, String name) {
    return access.read(session -> session.first(LATEST, QualityGates::gate, missionId, name));
  }

  private static QualityGate gate(Row row) {
    return new QualityGate(
        row.number("id"),
        row.number("mission_id"),
        row.text("gate_name"),
        row.oneOf("status", GateStatus::of),
        row.jsonOrNull("details"),
        row.time("timestamp"));
  }
}
