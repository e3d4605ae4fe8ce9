package io.tachograph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What documents may say of missions that a ledger names too. A mission remembers that it was
 * imported; then what the ledger says nothing of is the document's: columns that are null or hold
 * what the schema or the projection puts there by itself, and keys of the metadata. Pure functions.
 */
final class ImportedMissions {
  /** Under which a mission remembers a document about itself; see the package legacy. */
  private static final String KEYS = "('legacy:manifest', 'legacy:active-mission')";

  private static final String METADATA = "metadata";

  /** Columns that are not null where nothing is said of them, as SQL. */
  private static final Map<String, String> UNSAID =
      Map.of(
          "phase", "'PLANNING'",
          "status", "'in_progress'",
          "current_cost_usd", "0.0",
          "alert_threshold", "0.8",
          "api_version", "'agency.os/v1alpha1'");

  private ImportedMissions() {}

  /**
   * SQL that says whether a mission was imported.
   *
   * @param database where it is
   * @param id SQL for its row id
   */
  static String condition(String database, String id) {
    return "EXISTS (SELECT 1 FROM "
        + database
        + ".agent_memory k WHERE k.mission_id = "
        + id
        + " AND k.key IN "
        + KEYS
        + ")";
  }

  /** SQL for a column's value: the ledger's if that says one, else the document's. */
  static String either(String column, String ledger, String document) {
    String quoted = FreshSchema.quoted(column);
    String value = ledger + "." + quoted;
    String unsaid = UNSAID.get(column);
    return "CASE WHEN "
        + value
        + " IS NULL"
        + (unsaid == null ? "" : " OR " + value + " = " + unsaid)
        + " THEN "
        + document
        + "."
        + quoted
        + " ELSE "
        + value
        + " END";
  }

  /** Whether a mission holds what the ledger says of it, and more only where that says nothing. */
  static boolean isAddition(ComparedRow expected, ComparedRow found, ComparedTable table) {
    List<String> names = table.columns();
    for (int i = 0; i < names.size(); i++) {
      String said = expected.values().get(i);
      String there = found.values().get(i);
      if (!Objects.equals(said, there) && !isUnsaid(names.get(i), said)) {
        if (!names.get(i).equals(METADATA) || !holds(there, said)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isUnsaid(String column, @Nullable String said) {
    String unsaid = UNSAID.get(column);
    // Amounts are read quoted, so that null is a word.
    return said == null
        || (said.equals("NULL") && column.endsWith("_usd"))
        || (unsaid != null && unsaid.replace("'", "").equals(said));
  }

  /** Whether one JSON text is another with keys added. */
  static boolean holds(@Nullable String more, @Nullable String less) {
    if (more == null || less == null) {
      return false;
    }
    try {
      return holds(Json.parse(more), Json.parse(less));
    } catch (JsonProcessingException e) {
      // Others wrote it; it is compared as text alone.
      return false;
    }
  }

  private static boolean holds(@Nullable JsonNode more, JsonNode less) {
    if (!(more instanceof ObjectNode) || !(less instanceof ObjectNode)) {
      return less.equals(more);
    }
    for (Iterator<String> names = less.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!holds(more.get(name), less.path(name))) {
        return false;
      }
    }
    return true;
  }

  /** SQL assignments that bring columns to {@link #either}. */
  static String assignments(List<String> columns, String ledger, String document) {
    return columns.stream()
        .map(column -> FreshSchema.quoted(column) + " = " + either(column, ledger, document))
        .collect(Collectors.joining(", "));
  }
}
