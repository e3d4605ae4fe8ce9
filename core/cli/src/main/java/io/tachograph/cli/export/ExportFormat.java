package io.tachograph.cli.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The formats that there are. */
public enum ExportFormat {
  /** One JSON object a line, as {@code show --json} prints it: nothing is left out. */
  JSONL {
    @Override
    public Export to(OutputStream out, ExportSource source) throws IOException {
      return new JsonLines(out);
    }
  },
  /** A table (RFC 4180) with the body in its last column. */
  CSV {
    @Override
    public Export to(OutputStream out, ExportSource source) throws IOException {
      return new CsvTable(out);
    }
  },
  /** One CloudEvents 1.0 event a line, in its JSON format. */
  CLOUDEVENTS {
    @Override
    public Export to(OutputStream out, ExportSource source) throws IOException {
      return new CloudEvents(out, source);
    }
  },
  /** OpenTelemetry's spans and logs, one OTLP/JSON object a line, as its file exporter writes. */
  OTLP_JSON {
    @Override
    public Export to(OutputStream out, ExportSource source) throws IOException {
      return new OtlpJson(out, source);
    }
  };

  /**
   * Begins an export in this format.
   *
   * @param out is written to and not closed
   * @throws IOException if it cannot be written to
   */
  public abstract Export to(OutputStream out, ExportSource source) throws IOException;

  /** As the command line writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
