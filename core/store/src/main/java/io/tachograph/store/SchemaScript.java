package io.tachograph.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that bring a database from the version before to this one, from the resource
 * {@code schema/vN.sql}. Read where they are needed; no static state.
 *
 * <p>A script that is released is not edited: what it made is changed by the next version. It ends
 * each statement with a line that ends in a semicolon and is not indented, so that the statements
 * inside of a trigger, which are, do not end it.
 */
final class SchemaScript {
  private SchemaScript() {}

  /** The statements for a version, in order, without the comments before them. */
  static List<String> statements(int version) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : text("schema/v" + version + ".sql").split("\n", -1)) {
      if (statement.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
        continue;
      }
      statement.append(line).append('\n');
      if (line.endsWith(";") && !line.startsWith(" ")) {
        statements.add(statement.toString());
        statement.setLength(0);
      }
    }
    if (!statement.isEmpty()) {
      throw new IllegalStateException("a schema resource ends amid a statement: v" + version);
    }
    return statements;
  }

  private static String text(String name) {
    try (InputStream in = SchemaScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("a schema resource is missing: name=" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a schema resource cannot be read: name=" + name, e);
    }
  }
}
