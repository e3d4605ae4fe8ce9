package io.tachograph.store.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of values of which there are few, and how many events have each. For one thread at a
 * time.
 */
final class IndexNames implements AutoCloseable {
  /** More are looked up in the database again. */
  private static final int MAX_KEPT = 50_000;

  /** A value's number, and how many events have it that the database does not count yet. */
  private static final class Name {
    final long id;
    long unwritten;

    Name(long id) {
      this.id = id;
    }
  }

  /**
   * A value in the database.
   *
   * @param id its number
   * @param seen how many events have it
   */
  record Known(long id, long seen) {}

  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement count;
  private final Map<IndexField, Map<String, Name>> kept = new EnumMap<>(IndexField.class);
  private int size;

  IndexNames(Connection connection) throws SQLException {
    find = connection.prepareStatement("SELECT id, seen FROM names WHERE field = ? AND value = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO names (field, value, seen) VALUES (?, ?, 0) RETURNING id");
    count = connection.prepareStatement("UPDATE names SET seen = seen + ? WHERE id = ?");
  }

  /** A value's number; one more event has it. */
  long counted(IndexField field, String value) throws SQLException {
    Map<String, Name> names = kept.computeIfAbsent(field, key -> new HashMap<>());
    Name name = names.get(value);
    if (name == null) {
      Known known = known(field, value);
      name = new Name(known == null ? inserted(field, value) : known.id());
      names.put(value, name);
      size++;
    }
    name.unwritten++;
    return name.id;
  }

  /** What is known of a value, or null where no event has it. */
  @Nullable Known known(IndexField field, String value) throws SQLException {
    find.setString(1, field.column());
    find.setString(2, value);
    try (ResultSet result = find.executeQuery()) {
      return result.next() ? new Known(result.getLong(1), result.getLong(2)) : null;
    }
  }

  private long inserted(IndexField field, String value) throws SQLException {
    insert.setString(1, field.column());
    insert.setString(2, value);
    try (ResultSet result = insert.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Writes how many events of the batch have each. */
  void writeCounts() throws SQLException {
    for (Map<String, Name> names : kept.values()) {
      for (Name name : names.values()) {
        if (name.unwritten > 0) {
          count.setLong(1, name.unwritten);
          count.setLong(2, name.id);
          count.executeUpdate();
          name.unwritten = 0;
        }
      }
    }
    if (size > MAX_KEPT) {
      forget();
    }
  }

  /** Forgets what is kept in memory, after a batch that did not come into the database. */
  void forget() {
    kept.clear();
    size = 0;
  }

  @Override
  public void close() throws SQLException {
    find.close();
    insert.close();
    count.close();
  }
}
