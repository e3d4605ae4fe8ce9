package io.tachograph.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import java.io.IOException;
import java.io.OutputStream;

/** One object a line, with everything that the ledger has. */
final class JsonLines implements Export {
  private final JsonGenerator json;
  private final JsonBody body = new JsonBody();

  JsonLines(OutputStream out) throws IOException {
    this.json = Lines.to(out);
  }

  @Override
  public void entry(EntryReader.Located located) throws IOException {
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
    body.write(json, entry);
    json.writeEndObject();
  }

  @Override
  public void end() throws IOException {
    json.writeRaw('\n');
    json.flush();
  }
}
