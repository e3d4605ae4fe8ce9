package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SchemaReport;
import io.tachograph.store.SchemaReport.Column;
import io.tachograph.store.SchemaReport.Difference;
import io.tachograph.store.SchemaReport.ForeignKey;
import io.tachograph.store.SchemaReport.Index;
import io.tachograph.store.SchemaReport.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code store check-schema}: what a database's schema is, and how it differs from a new one. */
@Command(
    name = "check-schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a store's tables, columns, indexes, foreign keys, views and schema version, checks all"
          + " of its content, and says what differs from a new store of this release.",
      "",
      "Nothing is changed: a store of an older version is migrated when it is opened for writing."
    },
    footer = {
      "",
      "Exit codes: 0 clean, 1 something differs or is damaged, 2 it cannot be read.",
      "",
      "Example:",
      "  tachograph store check-schema --db /var/audit/orders/store.db"
    })
final class StoreCheckSchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreCheckSchemaCommand() {}

  @Override
  public Integer call() {
    SchemaReport report = SchemaReport.of(database.file());
    PrintWriter out = spec.commandLine().getOut();
    if (database.json()) {
      out.println(Json.line(tree(report)));
    } else {
      words(report).lines().forEach(out::println);
    }
    return report.isClean() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private static String words(SchemaReport report) {
    StringBuilder words = new StringBuilder();
    words.append("store ").append(oneLine(report.file().toString())).append('\n');
    words.append("  schema version: ").append(report.version());
    words.append(" (expected: ").append(report.expectedVersion()).append(")\n");
    for (Table table : report.tables()) {
      words.append("  table ").append(oneLine(table.name())).append('\n');
      for (Column column : table.columns()) {
        words.append("    ").append(oneLine(column(column))).append('\n');
      }
      for (ForeignKey key : table.foreignKeys()) {
        words.append("    ").append(oneLine(foreignKey(key))).append('\n');
      }
      for (Index index : table.indexes()) {
        words.append("    ").append(oneLine(index(index))).append('\n');
      }
      table
          .checks()
          .forEach(check -> words.append("    check ").append(oneLine(check)).append('\n'));
    }
    report.views().forEach(v -> words.append("  view ").append(oneLine(v.name())).append('\n'));
    report
        .triggers()
        .forEach(
            trigger ->
                words
                    .append("  trigger ")
                    .append(oneLine(trigger.name() + " on " + trigger.table()))
                    .append('\n'));
    report
        .findings()
        .forEach(finding -> words.append("  damaged: ").append(oneLine(finding)).append('\n'));
    report
        .differences()
        .forEach(one -> words.append("  ").append(oneLine(difference(one))).append('\n'));
    if (report.isClean()) {
      words.append("  clean: like a new store, and sound\n");
    }
    return words.toString();
  }

  /** What a database says must not look like lines of ours. */
  private static String oneLine(String text) {
    return Plain.line(text);
  }

  private static String column(Column column) {
    return column.name()
        + "  "
        + column.type()
        + (column.notNull() ? " not null" : "")
        + (column.defaultValue() == null ? "" : " default " + column.defaultValue())
        + (column.keyPosition() == 0 ? "" : " primary key");
  }

  private static String foreignKey(ForeignKey key) {
    return String.format(
        Locale.ROOT,
        "foreign key %s to %s(%s) on delete %s",
        key.column(),
        key.table(),
        key.foreignColumn(),
        key.onDelete().toLowerCase(Locale.ROOT));
  }

  private static String index(Index index) {
    String columns = " (" + String.join(", ", index.columns()) + ")";
    return index.madeBySqlite()
        ? "unique" + columns
        : (index.unique() ? "unique index " : "index ") + index.name() + columns;
  }

  private static String difference(Difference difference) {
    return difference.kind().name().toLowerCase(Locale.ROOT)
        + ": "
        + difference.object()
        + (difference.expected() == null ? "" : "  expected=" + difference.expected())
        + (difference.found() == null ? "" : "  found=" + difference.found());
  }

  private static ObjectNode tree(SchemaReport report) {
    ObjectNode tree = Json.object();
    tree.put("file", report.file().toString());
    tree.put("version", report.version());
    tree.put("expected_version", report.expectedVersion());
    tree.put("clean", report.isClean());
    ArrayNode tables = tree.putArray("tables");
    report.tables().forEach(table -> tables.add(tree(table)));
    ArrayNode views = tree.putArray("views");
    report.views().forEach(v -> views.addObject().put("name", v.name()).put("sql", v.sql()));
    ArrayNode triggers = tree.putArray("triggers");
    report
        .triggers()
        .forEach(
            t ->
                triggers
                    .addObject()
                    .put("name", t.name())
                    .put("table", t.table())
                    .put("sql", t.sql()));
    ArrayNode findings = tree.putArray("findings");
    report.findings().forEach(findings::add);
    ArrayNode differences = tree.putArray("differences");
    for (Difference difference : report.differences()) {
      differences
          .addObject()
          .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
          .put("object", difference.object())
          .put("expected", difference.expected())
          .put("found", difference.found());
    }
    return tree;
  }

  private static ObjectNode tree(Table table) {
    ObjectNode tree = Json.object();
    tree.put("name", table.name());
    ArrayNode columns = tree.putArray("columns");
    for (Column column : table.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("not_null", column.notNull())
          .put("default", column.defaultValue())
          .put("primary_key", column.keyPosition());
    }
    ArrayNode indexes = tree.putArray("indexes");
    for (Index index : table.indexes()) {
      ObjectNode one = indexes.addObject();
      one.put("name", index.name());
      one.put("unique", index.unique());
      one.put("made_by_sqlite", index.madeBySqlite());
      ArrayNode of = one.putArray("columns");
      index.columns().forEach(of::add);
    }
    ArrayNode keys = tree.putArray("foreign_keys");
    for (ForeignKey key : table.foreignKeys()) {
      keys.addObject()
          .put("column", key.column())
          .put("table", key.table())
          .put("foreign_column", key.foreignColumn())
          .put("on_delete", key.onDelete());
    }
    ArrayNode checks = tree.putArray("checks");
    table.checks().forEach(checks::add);
    return tree;
  }
}
