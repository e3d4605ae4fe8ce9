package io.tachograph.store;

import io.tachograph.store.StoreDifference.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a comparison.
 *
 * @param key what tells it from others, as hexadecimal digits
 * @param rowId where it stands
 * @param ownership whose it is; LEDGER or ARCHIVED for what is expected
 * @param values what its compared columns hold, and as the last their types
 */
record ComparedRow(
    List<String> key, String rowId, Ownership ownership, List<@Nullable String> values) {
  /** Whose a row is. */
  enum Ownership {
    /** The ledger's: its mission was made by the projection, or it names itself so. */
    LEDGER,
    /** A mission that the projection made, and that a document was imported about. */
    JOINED,
    /** Of a mission that another agent made and the ledger names too. */
    SHARED,
    /** Of a mission that the ledger does not name. */
    OTHER,
    /** Expected, of a mission that was archived, and may have been deleted then. */
    ARCHIVED,
    /** From before the first entry that the ledger still has. */
    BEFORE
  }

  /** The key for people. */
  String identity(ComparedTable table) {
    StringBuilder text = new StringBuilder();
    List<String> names = table.keys();
    for (int i = 0; i < names.size(); i++) {
      byte[] bytes = HexFormat.of().parseHex(key.get(i));
      text.append(i == 0 ? "" : " ")
          .append(names.get(i).substring(ComparedTable.KEY_PREFIX.length()))
          .append('=')
          .append(new String(bytes, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** What another row with the same key holds otherwise. */
  List<Column> changesTo(ComparedRow found, ComparedTable table) {
    List<Column> changes = new ArrayList<>();
    List<String> names = table.columns();
    for (int i = 0; i < names.size(); i++) {
      if (!Objects.equals(values.get(i), found.values.get(i))) {
        changes.add(new Column(names.get(i), values.get(i), found.values.get(i)));
      }
    }
    if (changes.isEmpty()) {
      int types = names.size();
      changes.add(new Column("(types)", values.get(types), found.values.get(types)));
    }
    return changes;
  }
}
