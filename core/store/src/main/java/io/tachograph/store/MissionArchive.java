package io.tachograph.store;

import java.time.Instant;
import java.util.List;

/**
 * The missions that are over and were put out of the way. Thread-safe where it comes from {@link
 * SqliteStore}, each operation then being a transaction; for the writing thread where it comes from
 * {@link StoreWriter}. Everything throws {@link StoreException}.
 *
 * <p>Nothing is lost by archiving: the mission's row is copied into {@code missions_archive} and
 * marked in {@code missions}, so that lists leave it out, while it keeps its id and all that refers
 * to it: tool calls, decisions, memory and so on, for which the archive has no tables. To make the
 * database smaller is a step of its own, {@link #deleteArchived}.
 *
 * <p>The copy is the mission as it was then, under a row id of the archive's own. One that goes on,
 * and so is in the lists again, can be archived again; then there is a copy of each time.
 */
public final class MissionArchive {
  private static final String TABLE = "missions_archive";

  /** As text, so that of the last second before it those stay for now that have no fraction. */
  private static final String OVER =
      " WHERE status IN ('completed', 'failed') AND completed_at < ? AND archived IS NOT 1";

  private static final Sql COPY =
      new Sql(
          TABLE,
          "INSERT INTO missions_archive ("
              + Missions.DATA_COLUMNS
              + ", archived) SELECT "
              + Missions.DATA_COLUMNS
              + ", 1 FROM missions"
              + OVER);
  private static final Sql MARK = new Sql("missions", "UPDATE missions SET archived = 1" + OVER);

  private static final Sql PAGE =
      new Sql(
          TABLE,
          "SELECT id, "
              + Missions.DATA_COLUMNS
              + ", archived FROM missions_archive WHERE id < ? ORDER BY id DESC LIMIT ?");

  /** Others may have marked one without a copy, or changed it since. */
  private static final Sql DELETE_ARCHIVED =
      new Sql(
          "missions",
          "DELETE FROM missions WHERE archived = 1 AND status IN ('completed', 'failed')"
              + " AND (mission_uuid, coalesce(updated_at, '')) IN"
              + " (SELECT mission_uuid, coalesce(updated_at, '') FROM missions_archive)");

  private final Access access;

  MissionArchive(Access access) {
    this.access = access;
  }

  /**
   * Archives the missions that were completed, or failed, before a time, in one transaction. One
   * whose {@code completed_at} others left null stays.
   *
   * @return how many were archived
   */
  public int archive(Instant completedBefore) {
    return access.write(
        session -> {
          session.update(COPY, completedBefore);
          return session.update(MARK, completedBefore);
        });
  }

  /**
   * The copies, those archived last first. Their ids are the archive's; {@link Missions#find} by
   * the UUID gives the mission that tool calls and the like refer to, while it is not deleted.
   */
  public List<Mission> copies(Page page) {
    return access.read(
        session -> session.list(PAGE, Missions::mission, page.after(), page.limit()));
  }

  /**
   * Deletes from {@code missions} all that is archived, <b>with the tool calls, decisions, memory
   * and whatever else refers to it</b>, in one transaction; the copies stay. One that was changed
   * since it was archived stays, too.
   *
   * @return how many missions were deleted
   */
  public int deleteArchived() {
    return access.write(session -> session.update(DELETE_ARCHIVED));
  }
}
