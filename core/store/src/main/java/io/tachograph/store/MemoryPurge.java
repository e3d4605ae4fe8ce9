package io.tachograph.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes memory that has expired, some rows at a time. The index on {@code expires_at} finds them;
 * whether one has expired is reckoned anew, since others leave that column stale.
 */
final class MemoryPurge {
  /** Rows that are in memory at once. */
  static final int CHUNK_ROWS = 1_000;

  private static final String TABLE = "agent_memory";
  private static final String COLUMNS = "SELECT id, expires_at, timestamp, ttl FROM agent_memory";

  /** In the order of the index, so that each chunk begins where the one before ended. */
  private static final Sql PAST_EXPIRY =
      new Sql(
          TABLE,
          COLUMNS
              + " WHERE expires_at <= ? AND (expires_at, id) > (?, ?)"
              + " ORDER BY expires_at, id LIMIT ?");

  /** Others may set a time to live alone. */
  private static final Sql WITHOUT_EXPIRY =
      new Sql(
          TABLE,
          COLUMNS + " WHERE expires_at IS NULL AND ttl IS NOT NULL AND id > ? ORDER BY id LIMIT ?");

  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM agent_memory WHERE id = ?");

  /** A row that may have expired. */
  private record Candidate(long id, String expiresAt, boolean expired) {}

  private MemoryPurge() {}

  /** Deletes what has expired by now and gives the number of rows. */
  static int run(Session session, Instant now) {
    int purged = 0;
    Candidate last = new Candidate(0, "", false);
    List<Candidate> chunk = pastExpiry(session, now, last);
    while (!chunk.isEmpty()) {
      purged += purge(session, chunk);
      last = chunk.get(chunk.size() - 1);
      chunk = pastExpiry(session, now, last);
    }
    chunk = withoutExpiry(session, now, 0);
    while (!chunk.isEmpty()) {
      purged += purge(session, chunk);
      chunk = withoutExpiry(session, now, chunk.get(chunk.size() - 1).id());
    }
    return purged;
  }

  private static List<Candidate> pastExpiry(Session session, Instant now, Candidate last) {
    return session.list(
        PAST_EXPIRY, row -> candidate(row, now), now, last.expiresAt(), last.id(), CHUNK_ROWS);
  }

  private static List<Candidate> withoutExpiry(Session session, Instant now, long lastId) {
    return session.list(WITHOUT_EXPIRY, row -> candidate(row, now), lastId, CHUNK_ROWS);
  }

  private static Candidate candidate(Row row, Instant now) {
    String expiresAt = row.textOrNull("expires_at");
    MemoryEntry entry =
        new MemoryEntry(row.number("id"), 0, "", null, row.time("timestamp"), ttl(row));
    return new Candidate(entry.id(), expiresAt == null ? "" : expiresAt, !entry.isValidAt(now));
  }

  private static int purge(Session session, List<Candidate> chunk) {
    int purged = 0;
    for (Candidate candidate : chunk) {
      purged += candidate.expired() ? session.update(DELETE, candidate.id()) : 0;
    }
    return purged;
  }

  /** How long a row is valid, null for ever. */
  static @Nullable Duration ttl(Row row) {
    Long ttlSeconds = row.numberOrNull("ttl");
    return ttlSeconds == null ? null : Duration.ofSeconds(ttlSeconds);
  }
}
