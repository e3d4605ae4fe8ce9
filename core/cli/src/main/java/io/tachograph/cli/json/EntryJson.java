package io.tachograph.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes entries as JSON, with everything that the ledger has of them. For one thread. */
public final class EntryJson {
  private final JsonGenerator json;
  private final BodyText body = new BodyText();

  /**
   * Writes to a stream, which stays the caller's to close.
   *
   * @throws IOException if it cannot be written to
   */
  public EntryJson(OutputStream out) throws IOException {
    this.json = Json.lines(out);
  }

  /** One entry on one line, without the line's end. */
  public static String line(EntryReader.Located located) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      EntryJson entries = new EntryJson(out);
      entries.write(located);
      entries.json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that is written", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Writes an entry on a line of its own.
   *
   * @throws IOException if it cannot be written
   */
  public void write(EntryReader.Located located) throws IOException {
    Entry entry = located.entry();
    json.writeStartObject();
    json.writeNumberField("seq", entry.seq());
    json.writeStringField("time", entry.time().toString());
    json.writeStringField("type", entry.type());
    json.writeStringField("id", entry.id().toString());
    json.writeStringField("hash", located.storedHash().toHex());
    json.writeStringField("file", located.file());
    json.writeNumberField("offset", located.offset());
    json.writeFieldName("body");
    json.writeRawValue(body.of(entry));
    json.writeEndObject();
  }

  /**
   * Ends the last line.
   *
   * @throws IOException if it cannot be written
   */
  public void end() throws IOException {
    Json.endLines(json);
  }
}
