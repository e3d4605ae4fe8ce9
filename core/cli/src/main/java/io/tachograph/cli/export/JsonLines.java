package io.tachograph.cli.export;

import io.tachograph.cli.json.EntryJson;
import io.tachograph.verifier.EntryReader;
import java.io.IOException;
import java.io.OutputStream;

/** One object a line, with everything that the ledger has. */
final class JsonLines implements Export {
  private final EntryJson json;

  JsonLines(OutputStream out) throws IOException {
    this.json = new EntryJson(out);
  }

  @Override
  public void entry(EntryReader.Located located) throws IOException {
    json.write(located);
  }

  @Override
  public void end() throws IOException {
    json.end();
  }
}
