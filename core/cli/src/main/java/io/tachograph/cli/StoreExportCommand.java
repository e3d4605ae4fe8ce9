package io.tachograph.cli;

import io.tachograph.store.DurableFile;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.DocumentKind;
import io.tachograph.store.legacy.ExportedDocument;
import io.tachograph.store.legacy.LegacyExport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code store export}: gives a mission back as a JSON document. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a mission back as the JSON document that it was imported from, to the character where"
          + " the store has not changed since; else with the store's values in their places."
    },
    footer = {
      "",
      "Exit codes: 0 done, 2 there is no such mission or document, unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph store export --mission atlas-1 --db store.db",
      "  tachograph store export --mission atlas-1 --db store.db --as memory -o project_memory.json"
    })
final class StoreExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      required = true,
      description = "The store's database, such as /var/audit/orders/store.db.")
  private Path database;

  @Option(names = "--mission", paramLabel = "UUID", required = true, description = "The mission.")
  private String mission;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      converter = KindArgument.class,
      description =
          "manifest, active-mission, memory or handoff (default: what it was imported from, the"
              + " first of these; a manifest, where that is none).")
  private @Nullable DocumentKind kind;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write, in place of what it has; else it is printed.")
  private @Nullable Path output;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreExportCommand() {}

  /** A kind of document, as users write it. */
  static final class KindArgument implements ITypeConverter<DocumentKind> {
    @Override
    public DocumentKind convert(String text) {
      return DocumentKind.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "it is one of "
                          + Arrays.stream(DocumentKind.values())
                              .map(DocumentKind::text)
                              .collect(Collectors.joining(", "))
                          + ": "
                          + text));
    }
  }

  @Override
  public Integer call() {
    ExportedDocument document;
    try (SqliteStore store = SqliteStore.openReadOnly(database)) {
      document = new LegacyExport(store).export(mission, kind);
    }
    if (output != null) {
      DurableFile.write(output.toAbsolutePath(), document.text().getBytes(StandardCharsets.UTF_8));
      return Main.EXIT_OK;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(document.text());
    if (!document.text().endsWith("\n")) {
      out.println();
    }
    out.flush();
    return Main.EXIT_OK;
  }
}
