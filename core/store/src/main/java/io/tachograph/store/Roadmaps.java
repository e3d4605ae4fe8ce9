package io.tachograph.store;

import java.util.List;
import java.util.Optional;

/**
 * The roadmaps. They belong to no mission, and stay when one goes. Thread-safe where it comes from
 * {@link SqliteStore}, each operation then being a transaction; for the writing thread where it
 * comes from {@link StoreWriter}. Everything throws {@link StoreException}.
 */
public final class Roadmaps {
  private static final String TABLE = "roadmaps";
  private static final String COLUMNS =
      "SELECT id, name, description, missions, created_at, updated_at, metadata FROM roadmaps";
  private static final Sql CREATE =
      new Sql(
          TABLE,
          "INSERT INTO roadmaps (id, name, description, missions, created_at, updated_at, metadata)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)");
  private static final Sql UPDATE =
      new Sql(
          TABLE,
          "UPDATE roadmaps SET name = ?, description = ?, missions = ?, created_at = ?,"
              + " updated_at = ?, metadata = ? WHERE id = ?");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");
  private static final Sql NUMBER_OF =
      new Sql(TABLE, "SELECT id, rowid AS number FROM roadmaps WHERE id = ?");
  private static final Sql PAGE =
      new Sql(TABLE, COLUMNS + " WHERE rowid < ? ORDER BY rowid DESC LIMIT ?");
  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM roadmaps WHERE id = ?");

  private final Access access;

  Roadmaps(Access access) {
    this.access = access;
  }

  /**
   * Adds a roadmap.
   *
   * @throws ConstraintException if there is one of that id
   */
  public void create(Roadmap roadmap) {
    access.write(
        session ->
            session.update(
                CREATE,
                roadmap.id(),
                roadmap.name(),
                roadmap.description(),
                roadmap.missions(),
                roadmap.createdAt(),
                roadmap.updatedAt(),
                roadmap.metadata()));
  }

  /**
   * Puts a roadmap in the place of the one of its id, whole.
   *
   * @return whether there was one; if not, nothing changed
   */
  public boolean update(Roadmap roadmap) {
    return access.write(
            session ->
                session.update(
                    UPDATE,
                    roadmap.name(),
                    roadmap.description(),
                    roadmap.missions(),
                    roadmap.createdAt(),
                    roadmap.updatedAt(),
                    roadmap.metadata(),
                    roadmap.id()))
        > 0;
  }

  /** The roadmap of that id, if there is one. */
  public Optional<Roadmap> find(String id) {
    return access.read(session -> session.first(BY_ID, Roadmaps::roadmap, id));
  }

  /**
   * The roadmaps, the last that was added first.
   *
   * @throws StoreException with category NOT_FOUND, if the one that the page goes on behind is gone
   */
  public List<Roadmap> list(TextPage page) {
    return access.read(
        session ->
            session.list(
                PAGE, Roadmaps::roadmap, PageStart.number(session, NUMBER_OF, page), page.limit()));
  }

  /**
   * Deletes a roadmap.
   *
   * @return whether there was one of that id
   */
  public boolean delete(String id) {
    return access.write(session -> session.update(DELETE, id)) > 0;
  }

  private static Roadmap roadmap(Row row) {
    return new Roadmap(
        row.text("id"),
        row.text("name"),
        row.text("description"),
        row.jsonOrNull("missions"),
        row.time("created_at"),
        row.time("updated_at"),
        row.jsonOrNull("metadata"));
  }
}
