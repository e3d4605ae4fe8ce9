package io.tachograph.store;

import java.util.List;
import java.util.Optional;

/**
 * The artifacts that missions made. Thread-safe where it comes from {@link SqliteStore}, each
 * operation then being a transaction; for the writing thread where it comes from {@link
 * StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Artifacts {
  private static final String TABLE = "artifacts";
  private static final String COLUMNS =
      "SELECT id, mission_id, artifact_type, artifact_name, ref, path, url, branch, metadata,"
          + " created_at FROM artifacts";
  private static final Sql INSERT =
      new Sql(
          TABLE,
          "INSERT INTO artifacts (mission_id, artifact_type, artifact_name, ref, path, url, branch,"
              + " metadata, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");

  /** The index is by type, so the ids are sorted, in the index alone, and the rows read then. */
  private static final Sql OF_MISSION =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE id IN (SELECT id FROM artifacts WHERE mission_id = ? AND id < ?"
              + " ORDER BY id DESC LIMIT ?) ORDER BY id DESC");

  private static final Sql OF_MISSION_AND_TYPE =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE mission_id = ? AND artifact_type = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql OF_TYPE =
      new Sql(TABLE, COLUMNS + " WHERE artifact_type = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql WITH_REF =
      new Sql(TABLE, COLUMNS + " WHERE ref = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM artifacts WHERE id = ?");

  private final Access access;

  Artifacts(Access access) {
    this.access = access;
  }

  /**
   * Adds an artifact.
   *
   * @return its row id
   * @throws ConstraintException if there is no such mission
   */
  public long insert(NewArtifact artifact) {
    return access.write(
        session ->
            session.insert(
                INSERT,
                artifact.missionId(),
                artifact.type().text(),
                artifact.name(),
                artifact.ref(),
                artifact.path(),
                artifact.url(),
                artifact.branch(),
                artifact.metadata(),
                artifact.createdAt()));
  }

  /** The artifact of that row id, if there is one. */
  public Optional<Artifact> find(long id) {
    return access.read(session -> session.first(BY_ID, Artifacts::artifact, id));
  }

  /** The artifacts of a mission, the last that was added first. */
  public List<Artifact> ofMission(long missionId, Page page) {
    return access.read(
        session ->
            session.list(OF_MISSION, Artifacts::artifact, missionId, page.after(), page.limit()));
  }

  /** The artifacts of one type of a mission, the last that was added first. */
  public List<Artifact> ofMission(long missionId, ArtifactType type, Page page) {
    return access.read(
        session ->
            session.list(
                OF_MISSION_AND_TYPE,
                Artifacts::artifact,
                missionId,
                type.text(),
                page.after(),
                page.limit()));
  }

  /** The artifacts of one type, of all missions, the last that was added first. */
  public List<Artifact> ofType(ArtifactType type, Page page) {
    return access.read(
        session ->
            session.list(OF_TYPE, Artifacts::artifact, type.text(), page.after(), page.limit()));
  }

  /** The artifacts that stand in a git commit, of all missions, the last that was added first. */
  public List<Artifact> withRef(String ref, Page page) {
    return access.read(
        session -> session.list(WITH_REF, Artifacts::artifact, ref, page.after(), page.limit()));
  }

  /**
   * Deletes an artifact.
   *
   * @return whether there was one of that row id
   */
  public boolean delete(long id) {
    return access.write(session -> session.update(DELETE, id)) > 0;
  }

  private static Artifact artifact(Row row) {
    return new Artifact(
        row.number("id"),
        row.number("mission_id"),
        row.oneOf("artifact_type", ArtifactType::of),
        row.text("artifact_name"),
        row.textOrNull("ref"),
        row.textOrNull("path"),
        row.textOrNull("url"),
        row.textOrNull("branch"),
        row.jsonOrNull("metadata"),
        row.time("created_at"));
  }
}
