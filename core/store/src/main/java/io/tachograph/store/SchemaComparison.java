package io.tachograph.store;

import io.tachograph.store.SchemaReport.Column;
import io.tachograph.store.SchemaReport.Difference;
import io.tachograph.store.SchemaReport.ForeignKey;
import io.tachograph.store.SchemaReport.Index;
import io.tachograph.store.SchemaReport.Kind;
import io.tachograph.store.SchemaReport.Table;
import io.tachograph.store.SchemaReport.Trigger;
import io.tachograph.store.SchemaReport.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares two schemas part by part. A part has a name, under which its like is looked for, and a
 * description, which must be the same; the parts of a table that only one side has are not listed.
 */
final class SchemaComparison {
  private static final String TABLE = "table ";
  private static final String ORDER = "column order of ";

  /**
   * A part of a schema.
   *
   * @param table the table that it is part of, or empty
   * @param description all that it is but its name
   */
  record Part(String table, String description) {}

  private SchemaComparison() {}

  /** The parts of a schema, by name. */
  static SortedMap<String, Part> parts(
      int version, List<Table> tables, List<View> views, List<Trigger> triggers) {
    SortedMap<String, Part> parts = new TreeMap<>();
    parts.put("version", new Part("", String.valueOf(version)));
    for (Table table : tables) {
      String name = table.name();
      parts.put(TABLE + name, new Part("", "table"));
      parts.put(ORDER + name, new Part(name, names(table)));
      for (Column column : table.columns()) {
        parts.put("column " + name + "." + column.name(), new Part(name, words(column)));
      }
      for (Index index : table.indexes()) {
        if (index.madeBySqlite()) {
          // Its name is a number; what it is about says which it is.
          parts.put("unique " + name + words(index.columns()), new Part(name, "unique"));
        } else {
          parts.put(
              "index " + index.name(),
              new Part(
                  name, (index.unique() ? "unique on " : "on ") + name + words(index.columns())));
        }
      }
      for (ForeignKey key : table.foreignKeys()) {
        parts.put("foreign key " + name + "." + key.column(), new Part(name, words(key)));
      }
      for (String check : table.checks()) {
        parts.put("check " + name + " " + check, new Part(name, "check"));
      }
    }
    for (View view : views) {
      parts.put("view " + view.name(), new Part("", definition(view.sql())));
    }
    for (Trigger trigger : triggers) {
      parts.put("trigger " + trigger.name(), new Part(trigger.table(), definition(trigger.sql())));
    }
    return parts;
  }

  /** What is missing, more or different, by name; and columns that stand in another order. */
  static List<Difference> differences(
      SortedMap<String, Part> expected, SortedMap<String, Part> found) {
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      Part left = expected.get(name);
      Part right = found.get(name);
      if (right == null && left != null && hasTable(found, left)) {
        differences.add(new Difference(Kind.MISSING, name, left.description(), null));
      } else if (left == null && right != null && hasTable(expected, right)) {
        differences.add(new Difference(Kind.MORE, name, null, right.description()));
      } else if (left != null
          && right != null
          && !(name.startsWith(ORDER) ? sameOrder(left, right) : left.equals(right))) {
        differences.add(
            new Difference(Kind.DIFFERENT, name, left.description(), right.description()));
      }
    }
    return differences;
  }

  /** Columns that only one side has are said by themselves. */
  private static boolean sameOrder(Part left, Part right) {
    List<String> expected = new ArrayList<>(columns(left));
    List<String> found = new ArrayList<>(columns(right));
    expected.retainAll(columns(right));
    found.retainAll(columns(left));
    return expected.equals(found);
  }

  private static List<String> columns(Part order) {
    return Arrays.asList(order.description().split(", ", -1));
  }

  private static String names(Table table) {
    return table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static boolean hasTable(SortedMap<String, Part> other, Part part) {
    return part.table().isEmpty() || other.containsKey(TABLE + part.table());
  }

  private static String words(Column column) {
    return column.type()
        + (column.notNull() ? " NOT NULL" : "")
        + (column.defaultValue() == null ? "" : " DEFAULT " + column.defaultValue())
        + (column.keyPosition() == 0 ? "" : " PRIMARY KEY");
  }

  private static String words(List<String> columns) {
    return columns.stream().collect(Collectors.joining(", ", " (", ")"));
  }

  private static String words(ForeignKey key) {
    return "to " + key.table() + "." + key.foreignColumn() + " on delete " + key.onDelete();
  }

  private static String definition(String sql) {
    return SqlText.upper(SqlText.plain(sql));
  }
}
