package io.tachograph.ship;

import io.tachograph.ship.postgres.Migrations;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrate}: makes the tables, or brings them up to date. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the tables in PostgreSQL, or brings them up to date, as the role that is to own them.",
      "",
      "The shipper needs no more than --ship-role gives it. An owner can take the protection of",
      "the tables away, so it should be a role that nothing else connects as."
    },
    footer = {
      "",
      "Example:",
      "  tachograph-ship migrate --to 'jdbc:postgresql://db/audit?user=owner' --ship-role shipper"
    })
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "The database. LEDGER_DSN, where it is not given.")
  private @Nullable String to;

  @Option(
      names = "--ship-role",
      paramLabel = "ROLE",
      description = "A role that is to ship: it may insert and read.")
  private @Nullable String shipper;

  @Option(
      names = "--read-role",
      paramLabel = "ROLE",
      description = "A role that is to verify and restore: it may read.")
  private @Nullable String reader;

  @Mixin private SinkOptions options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  MigrateCommand() {}

  @Override
  public Integer call() throws SinkException {
    Migrations migrations = new Migrations(options.target(to));
    int ran = migrations.run();
    migrations.grant(shipper, reader);
    spec.commandLine()
        .getOut()
        .println(ran == 0 ? "the tables are up to date" : "migrations that ran: " + ran);
    return Main.EXIT_OK;
  }
}
