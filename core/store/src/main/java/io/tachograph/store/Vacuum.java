package io.tachograph.store;

import java.sql.SQLException;

/** Gives the room of free pages back. Stateless. */
final class Vacuum {
  private Vacuum() {}

  /**
   * Does it.
   *
   * @param session writes, outside of a transaction
   */
  static SizeChange run(Session session, StoreFile file) {
    long before = bytes(file);
    try {
      session.execute("VACUUM");
      // In WAL mode the new pages are in the log first, and the database as long as it was.
      session.pragma("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be vacuumed", "file=" + file.path());
    }
    return new SizeChange(before, bytes(file));
  }

  private static long bytes(StoreFile file) {
    StoreFile.Look look = file.look();
    return look.size() + Math.max(look.walSize(), 0);
  }
}
