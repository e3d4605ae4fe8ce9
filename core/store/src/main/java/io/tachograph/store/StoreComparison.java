package io.tachograph.store;

import io.tachograph.store.ComparedRow.Ownership;
import io.tachograph.store.StoreDifference.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a projection should have made with what a store holds, in the tables that it
 * writes: missions, tasks, tool_calls and decisions. Row ids are not compared, for they depend on
 * what others add in between. Rows are read in order from both, so memory is bounded. For one
 * thread.
 *
 * <p>Others write to these tables too. A row belongs to whoever made its mission:
 *
 * <ul>
 *   <li>A mission that is there under the time of the ledger's first event of it was made by the
 *       projection: it and all of its rows are the ledger's, and one that is not expected was
 *       added.
 *   <li>A mission that is there under an earlier time was made by another agent, and the ledger
 *       names it too: its columns are that agent's, and rows that are not expected may be. So is
 *       one under any other time that was imported from a document.
 *   <li>A mission of the projection that a document was imported about holds what the ledger says,
 *       and where that says nothing what the document does; see {@link ImportedMissions}.
 *   <li>A mission that is not expected is another agent's, with all of its rows, unless it says
 *       that it is a run of this ledger: then it was added.
 *   <li>A task that is not expected was added if its id is of the kind that the ledger makes
 *       (UUIDv7), or if it is inside of a task of the ledger; else it is another agent's.
 * </ul>
 *
 * <p>What is expected must be there in any of these cases, but for missions that were archived.
 */
public final class StoreComparison {
  private static final String UUID_V7 =
      "lower(t.id) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]"
          + "-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-7[0-9a-f][0-9a-f][0-9a-f]-*'";

  private static final Comparator<List<String>> BY_KEY =
      (a, b) -> {
        int order = 0;
        for (int i = 0; order == 0 && i < a.size(); i++) {
          order = a.get(i).compareTo(b.get(i));
        }
        return order;
      };

  /**
   * What there is to compare.
   *
   * @param ledgerId the ledger that was replayed
   * @param knownFrom the time of the first entry that it still has, or null if it has all: rows
   *     from before that are not expected and cannot be judged
   * @param alone whether nobody else writes to these tables: then every row that is not expected
   *     was added
   */
  public record Scope(String ledgerId, @Nullable Instant knownFrom, boolean alone) {}

  /**
   * How a table compares.
   *
   * @param same rows that are as they should be
   * @param changed rows that hold something else
   * @param missing rows that are not there
   * @param added rows that should not be there
   * @param ofOthers rows that are not expected and are another agent's; of missions those too that
   *     the ledger names and another agent made
   * @param before rows from before the first entry that the ledger still has
   * @param archived rows that are not there since their mission was archived and deleted
   */
  public record Counts(
      String table,
      long same,
      long changed,
      long missing,
      long added,
      long ofOthers,
      long before,
      long archived) {
    /** Whether no row differs. */
    public boolean isSame() {
      return changed + missing + added == 0;
    }
  }

  private final Session session;
  private final Scope scope;
  private final Consumer<StoreDifference> differences;
  private long same;
  private long changed;
  private long missing;
  private long added;
  private long ofOthers;
  private long before;
  private long archived;

  private StoreComparison(Session session, Scope scope, Consumer<StoreDifference> differences) {
    this.session = session;
    this.scope = scope;
    this.differences = differences;
  }

  /**
   * Compares two stores that nobody else has open, and changes neither.
   *
   * @param expected what the ledger was replayed into
   * @param found a copy of the store
   * @param differences hears of each, table by table
   * @return how each table compares
   * @throws StoreException if one of them cannot be read
   */
  public static List<Counts> run(
      Path expected, Path found, Scope scope, Consumer<StoreDifference> differences) {
    StoreFile file = new StoreFile(expected.toAbsolutePath(), SqliteStore.BUSY_TIMEOUT);
    try (Session session = file.connect("mode=rw")) {
      session.update(
          new Sql("missions", "ATTACH DATABASE ? AS " + ComparedTable.FOUND),
          found.toAbsolutePath().toString());
      List<Counts> counts = new ArrayList<>();
      for (ComparedTable table : ComparedTable.ALL) {
        counts.add(new StoreComparison(session, scope, differences).compare(table));
      }
      return counts;
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be compared", "file=" + expected);
    }
  }

  private Counts compare(ComparedTable table) {
    Sql found = table.found(ownership(table), scope.knownFrom() != null);
    try (RowGroups expected = new RowGroups(session.cursor(table.expected()), table);
        RowGroups there = new RowGroups(session.cursor(found), table)) {
      while (expected.key() != null || there.key() != null) {
        int order = order(expected.key(), there.key());
        compare(
            table, order <= 0 ? expected.next() : List.of(), order >= 0 ? there.next() : List.of());
      }
    }
    return new Counts(table.name(), same, changed, missing, added, ofOthers, before, archived);
  }

  private static int order(@Nullable List<String> expected, @Nullable List<String> there) {
    if (expected == null) {
      return 1;
    }
    return there == null ? -1 : BY_KEY.compare(expected, there);
  }

  /** Compares rows of one key; several are told apart by all that they hold. */
  private void compare(ComparedTable table, List<ComparedRow> expected, List<ComparedRow> found) {
    List<ComparedRow> lacking = new ArrayList<>(expected);
    List<ComparedRow> unknown = new ArrayList<>();
    for (ComparedRow row : found) {
      int equal = indexOfEqual(lacking, row);
      if (equal >= 0) {
        lacking.remove(equal);
        same++;
      } else {
        unknown.add(row);
      }
    }
    int pairs = Math.min(lacking.size(), unknown.size());
    for (int i = 0; i < pairs; i++) {
      changed(table, lacking.get(i), unknown.get(i));
    }
    for (ComparedRow row : lacking.subList(pairs, lacking.size())) {
      missing(table, row);
    }
    for (ComparedRow row : unknown.subList(pairs, unknown.size())) {
      unexpected(table, row);
    }
  }

  private static int indexOfEqual(List<ComparedRow> rows, ComparedRow row) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).values().equals(row.values())) {
        return i;
      }
    }
    return -1;
  }

  private void missing(ComparedTable table, ComparedRow row) {
    if (row.ownership() == Ownership.ARCHIVED) {
      archived++;
      return;
    }
    missing++;
    differences.accept(
        new StoreDifference(Kind.MISSING, table.name(), null, row.identity(table), List.of()));
  }

  private void changed(ComparedTable table, ComparedRow expected, ComparedRow found) {
    boolean ofOther =
        table.equals(ComparedTable.MISSIONS)
            && (found.ownership() == Ownership.SHARED
                || (found.ownership() == Ownership.JOINED
                    && ImportedMissions.isAddition(expected, found, table)));
    if (ofOther && !scope.alone()) {
      ofOthers++;
      return;
    }
    changed++;
    differences.accept(
        new StoreDifference(
            Kind.CHANGED,
            table.name(),
            found.rowId(),
            found.identity(table),
            expected.changesTo(found, table)));
  }

  private void unexpected(ComparedTable table, ComparedRow row) {
    switch (row.ownership()) {
      case BEFORE -> before++;
      case LEDGER, JOINED, ARCHIVED -> added(table, row);
      case SHARED, OTHER -> {
        if (scope.alone()) {
          added(table, row);
        } else {
          ofOthers++;
        }
      }
    }
  }

  private void added(ComparedTable table, ComparedRow row) {
    added++;
    differences.accept(
        new StoreDifference(Kind.ADDED, table.name(), row.rowId(), row.identity(table), List.of()));
  }

  /** SQL that says whose a row is that is there; see the class's comment. */
  private String ownership(ComparedTable table) {
    Instant from = scope.knownFrom();
    String whenBefore =
        from == null
            ? ""
            : " WHEN t." + table.time() + " < '" + Timestamps.text(from) + "' THEN 'before'";
    if (table.equals(ComparedTable.MISSIONS)) {
      return "CASE WHEN e.id IS NOT NULL AND "
          + madeByOthers("t")
          + " THEN 'shared' WHEN e.id IS NOT NULL AND "
          + ImportedMissions.condition(ComparedTable.FOUND, "t.id")
          + " THEN 'joined' WHEN e.id IS NOT NULL THEN 'ledger'"
          + whenBefore
          + " WHEN CASE WHEN json_valid(t.metadata)"
          + " THEN json_extract(t.metadata, '$.run_of_ledger') END = '"
          + scope.ledgerId().replace("'", "''")
          + "' THEN 'ledger' ELSE 'other' END";
    }
    if (table.equals(ComparedTable.TASKS)) {
      return "CASE WHEN FALSE THEN ''"
          + whenBefore
          + " WHEN "
          + UUID_V7
          + " OR EXISTS (SELECT 1 FROM "
          + ComparedTable.EXPECTED
          + ".tasks p WHERE p.id = t.parent_id) THEN 'ledger' ELSE 'other' END";
    }
    return "CASE WHEN FALSE THEN ''"
        + whenBefore
        + " WHEN e.id IS NULL THEN 'other'"
        + " WHEN "
        + madeByOthers("m")
        + " THEN 'shared' ELSE 'ledger' END";
  }

  /** SQL for whether a mission has a time that is not the ledger's. */
  private static String madeByOthers(String found) {
    return "("
        + found
        + ".created_at < e.created_at OR ("
        + found
        + ".created_at > e.created_at AND "
        + ImportedMissions.condition(ComparedTable.FOUND, found + ".id")
        + "))";
  }
}
