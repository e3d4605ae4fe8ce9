package io.tachograph.cli;

import io.tachograph.cli.export.Export;
import io.tachograph.cli.export.ExportFormat;
import io.tachograph.cli.export.ExportSource;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code export}: writes entries in the formats of other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a ledger's entries in a format that other tools read.",
      "",
      "jsonl has all of each entry; csv is a table with the body in its last column; cloudevents is",
      "CloudEvents 1.0; otlp-json is OpenTelemetry's spans and logs, by its conventions for",
      "generative AI. Like show, export does not judge what it reads: that is what verify does."
    },
    footer = {
      "",
      "Exit codes: 0 done, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph export /var/audit/orders --format jsonl -o orders.jsonl",
      "  tachograph export /var/audit/orders --format csv --type tool_failed --since 7d",
      "  tachograph export /var/audit/orders --format otlp-json --mission 6f1c2b0a-..."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      converter = FormatConverter.class,
      completionCandidates = Formats.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a new file, not to the standard output.")
  private @Nullable Path output;

  @Mixin private EntryFilter filter;
  @Mixin private Screen screen;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    LedgerFolder folder = LedgerFolder.one(dir);
    if (output == null) {
      export(folder, Main.output(spec));
    } else {
      toFile(folder, output);
    }
    return Main.EXIT_OK;
  }

  private void toFile(LedgerFolder folder, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      export(folder, out);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("there is a file already, name another one: path=" + file, e);
    } catch (IOException e) {
      // A part would pass for the whole.
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private void export(LedgerFolder folder, OutputStream to) throws IOException {
    String id = folder.ledgerId();
    String service = String.valueOf(folder.path().toRealPath().getFileName());
    OutputStream out = new BufferedOutputStream(to, BUFFER_BYTES);
    Export export =
        format.to(out, new ExportSource(id == null ? "unknown" : id, service, Main.version()));
    try (WantedEntries entries = new WantedEntries(folder, filter, screen)) {
      for (EntryReader.Located located = entries.next();
          located != null;
          located = entries.next()) {
        export.entry(located);
      }
    }
    export.end();
    out.flush();
  }

  /** The formats' names. */
  static final class Formats implements Iterable<String> {
    /** For picocli. */
    Formats() {}

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ExportFormat.values()).map(ExportFormat::toString).iterator();
    }
  }

  /** Reads one of them from the command line. */
  static final class FormatConverter implements ITypeConverter<ExportFormat> {
    /** For picocli. */
    FormatConverter() {}

    @Override
    public ExportFormat convert(String text) {
      for (ExportFormat known : ExportFormat.values()) {
        if (known.toString().equals(text)) {
          return known;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is none of " + String.join(", ", new Formats()));
    }
  }
}
