package io.tachograph.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table with one entry a row: what it is and whose, and its whole body in the last column.
 *
 * <p>A host may have recorded a name such as {@code =cmd|...}, which a spreadsheet would run: in
 * the columns that are taken out of the body such a text has an apostrophe before it. The body
 * begins with a brace and is exact.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvTable implements Export {
  private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r";
  private static final List<String> COLUMNS =
      List.of(
          "seq",
          "time",
          "type",
          "id",
          "task_id",
          "parent_id",
          "agent_id",
          "mission",
          "tenant_id",
          "correlation_id",
          "trace_id",
          "span_id",
          "name",
          "duration_ns",
          "hash",
          "body");

  private final Writer out;

  CsvTable(OutputStream out) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.out.write(String.join(",", COLUMNS));
    this.out.write("\r\n");
  }

  @Override
  public void entry(EntryReader.Located located) throws IOException {
    Entry entry = located.entry();
    JsonNode body = Json.parse(entry.bodyText());
    out.write(Long.toString(entry.seq()));
    field(entry.time().toString());
    field(entry.type());
    field(entry.id().toString());
    for (int i = COLUMNS.indexOf("task_id"); i < COLUMNS.indexOf("name"); i++) {
      said(body.path(COLUMNS.get(i)));
    }
    said(body.path("data").path("name"));
    said(body.path("data").path("duration_ns"));
    field(located.storedHash().toHex());
    field(entry.bodyText());
    out.write("\r\n");
  }

  private void said(JsonNode value) throws IOException {
    String text = value.asText("");
    boolean isRun =
        value.isTextual() && !text.isEmpty() && RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0;
    field(isRun ? "'" + text : text);
  }

  private void field(String text) throws IOException {
    out.write(',');
    boolean quoted = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
