package io.tachograph.store.oldledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash that the writers of such ledgers seal a row with: SHA-256 of the text that Python's
 * {@code json.dumps(…, sort_keys=True)} gives for seven of its columns, followed by the hash of the
 * row before. The columns go in as they are stored: {@code payload} and {@code result} as the text
 * that they are, not as the JSON which that text is. Pure functions.
 */
final class RowHash {
  /** Stands before the first row. */
  static final String GENESIS = "0".repeat(64);

  /** What is hashed, by name, as {@code sort_keys} orders it. */
  static final List<Column> HASHED =
      List.of(
          Column.AGENT_ID,
          Column.ERROR,
          Column.EVENT_TYPE,
          Column.PAYLOAD,
          Column.RESULT,
          Column.TASK_ID,
          Column.TIMESTAMP);

  private RowHash() {}

  /**
   * The row's hash behind another, as 64 lower-case hexadecimal digits; null where a column holds
   * what the rule knows no text for, which {@link #unhashable} names.
   */
  static @Nullable String of(OldLedgerRow row, String hashBefore) {
    if (unhashable(row) != null) {
      return null;
    }
    StringBuilder text = new StringBuilder("{");
    for (Column column : HASHED) {
      text.append(text.length() > 1 ? ", \"" : "\"").append(column.text()).append("\": ");
      PythonJson.append(text, row.columns().get(column.text()));
    }
    text.append('}').append(hashBefore);
    byte[] hashed = text.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(hashed));
  }

  /** The first hashed column that holds bytes, which no writer can have put there; or null. */
  static @Nullable Column unhashable(OldLedgerRow row) {
    for (Column column : HASHED) {
      if (row.columns().get(column.text()) instanceof UndecodedBytes) {
        return column;
      }
    }
    return null;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
