package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of a mission remember, by key. Thread-safe where it comes from {@link
 * SqliteStore}, each operation then being a transaction; for the writing thread where it comes from
 * {@link StoreWriter}. Everything throws {@link StoreException}.
 *
 * <p>What has expired is not shown; it stays in the table until it is set again, deleted or purged.
 * When it expires is reckoned from {@code timestamp} and {@code ttl}: in a database made by others
 * {@code expires_at} can be stale.
 */
public final class Memory {
  private static final String TABLE = "agent_memory";
  private static final String COLUMNS =
      "SELECT id, mission_id, key, value, timestamp, ttl FROM agent_memory";
  private static final Sql SET =
      new Sql(
          TABLE,
          "INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl) VALUES (?, ?, ?, ?, ?)"
              + " ON CONFLICT (mission_id, key) DO UPDATE SET value = excluded.value,"
              + " timestamp = excluded.timestamp, ttl = excluded.ttl");

  /** After the above: a database made by others has a trigger that writes it in another form. */
  private static final Sql SET_EXPIRY =
      new Sql(TABLE, "UPDATE agent_memory SET expires_at = ? WHERE mission_id = ? AND key = ?");

  private static final Sql GET = new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND key = ?");
  private static final Sql LIST = new Sql(TABLE, COLUMNS + " WHERE mission_id = ? ORDER BY key");
  private static final Sql LIST_FIRST =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? ORDER BY key LIMIT ?");
  private static final Sql LIST_AFTER =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? AND key > ? ORDER BY key LIMIT ?");
  private static final Sql WITH_KEY =
      new Sql(TABLE, COLUMNS + " WHERE key = ? AND id < ? ORDER BY id DESC LIMIT ?");
  private static final Sql DELETE =
      new Sql(TABLE, "DELETE FROM agent_memory WHERE mission_id = ? AND key = ?");

  private final Access access;
  private final Clock clock;

  /**
   * @param clock says what has expired
   */
  Memory(Access access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * Sets what is remembered under a key, in place of what was.
   *
   * @param timestamp when that is
   * @param ttl how long from then on it is valid, whole seconds, 0 to {@link MemoryEntry#MAX_TTL};
   *     null for ever
   * @throws ConstraintException if there is no such mission
   * @throws IllegalArgumentException if the ttl is not that
   */
  public void set(
      long missionId,
      String key,
      @Nullable JsonNode value,
      Instant timestamp,
      @Nullable Duration ttl) {
    Long ttlSeconds = ttl == null ? null : wholeSeconds(ttl);
    Instant expiresAt = ttl == null ? null : timestamp.plus(ttl);
    access.write(
        session -> {
          session.update(SET, missionId, key, value, timestamp, ttlSeconds);
          return session.update(SET_EXPIRY, expiresAt, missionId, key);
        });
  }

  /** What is remembered under a key and has not expired. */
  public Optional<MemoryEntry> get(long missionId, String key) {
    Instant now = clock.instant();
    return access
        .read(session -> session.first(GET, Memory::entry, missionId, key))
        .filter(entry -> entry.isValidAt(now));
  }

  /** All that a mission's agents remember and has not expired, by key. */
  public List<MemoryEntry> list(long missionId) {
    Instant now = clock.instant();
    return access.read(session -> session.list(LIST, Memory::entry, missionId)).stream()
        .filter(entry -> entry.isValidAt(now))
        .toList();
  }

  /**
   * As {@link #list(long)}, a page of it.
   *
   * @param page its {@link TextPage#after()} is a key here, which need not be there any more
   */
  public List<MemoryEntry> list(long missionId, TextPage page) {
    Instant now = clock.instant();
    return access.read(
        session ->
            valid(
                page.limit(),
                now,
                last -> {
                  String after = last == null ? page.after() : last.key();
                  return after == null
                      ? session.list(LIST_FIRST, Memory::entry, missionId, page.limit())
                      : session.list(LIST_AFTER, Memory::entry, missionId, after, page.limit());
                }));
  }

  /**
   * What is remembered under a key in any mission and has not expired, the last that was first set
   * first. No index knows a key alone: it reads the table from the page's beginning on.
   */
  public List<MemoryEntry> withKey(String key, Page page) {
    Instant now = clock.instant();
    return access.read(
        session ->
            valid(
                page.limit(),
                now,
                last ->
                    session.list(
                        WITH_KEY,
                        Memory::entry,
                        key,
                        last == null ? page.after() : last.id(),
                        page.limit())));
  }

  /**
   * A page of what is valid, full where there is as much.
   *
   * @param next gives as many rows as a page has, from behind one, or from the page's beginning
   */
  private static List<MemoryEntry> valid(
      int limit, Instant now, Function<@Nullable MemoryEntry, List<MemoryEntry>> next) {
    List<MemoryEntry> valid = new ArrayList<>();
    MemoryEntry last = null;
    int read;
    do {
      List<MemoryEntry> rows = next.apply(last);
      read = rows.size();
      for (MemoryEntry row : rows) {
        last = row;
        if (row.isValidAt(now) && valid.size() < limit) {
          valid.add(row);
        }
      }
    } while (valid.size() < limit && read == limit);
    return valid;
  }

  /**
   * Forgets what is remembered under a key.
   *
   * @return whether something was in the table, expired or not
   */
  public boolean delete(long missionId, String key) {
    return access.write(session -> session.update(DELETE, missionId, key)) > 0;
  }

  /**
   * Deletes all that has expired, of all missions, in one transaction. A row stays for the time
   * being whose {@code expires_at} others left too late; it is not shown.
   *
   * @return how many rows were deleted
   */
  public int purgeExpired() {
    Instant now = clock.instant();
    return access.write(session -> MemoryPurge.run(session, now));
  }

  private static long wholeSeconds(Duration ttl) {
    long seconds = ttl.toSeconds();
    boolean whole = ttl.equals(Duration.ofSeconds(seconds));
    if (!whole || ttl.isNegative() || ttl.compareTo(MemoryEntry.MAX_TTL) > 0) {
      throw new IllegalArgumentException(
          "a ttl is whole seconds, 0 to " + MemoryEntry.MAX_TTL.toSeconds() + ": ttl=" + ttl);
    }
    return seconds;
  }

  private static MemoryEntry entry(Row row) {
    return new MemoryEntry(
        row.number("id"),
        row.number("mission_id"),
        row.text("key"),
        row.jsonOrNull("value"),
        row.time("timestamp"),
        MemoryPurge.ttl(row));
  }
}
