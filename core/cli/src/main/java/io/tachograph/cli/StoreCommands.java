package io.tachograph.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code store}: what is done with the mission store's database. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Looks after the mission store: the SQLite database beside a ledger, or any.",
    subcommands = {
      StoreImportCommand.class,
      StoreExportCommand.class,
      StoreStatsCommand.class,
      StoreCheckSchemaCommand.class,
      StoreBackupCommand.class,
      StoreVacuumCommand.class,
      StoreArchiveCommand.class,
      StoreImportLedgerCommand.class,
      StoreRebuildCommand.class,
      StoreReconcileCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 something was found, 2 unreadable, refused or bad usage.",
      "",
      "Examples:",
      "  tachograph store import .vibe/state --db /var/audit/orders/store.db",
      "  tachograph store stats --db /var/audit/orders/store.db",
      "  tachograph store check-schema --db /var/audit/orders/store.db",
      "  tachograph store backup --db /var/audit/orders/store.db /backup/orders.db",
      "  tachograph store vacuum --db /var/audit/orders/store.db",
      "  tachograph store archive --db /var/audit/orders/store.db --completed-before 90d",
      "  tachograph store rebuild /var/audit/orders",
      "  tachograph store reconcile /var/audit/orders"
    })
final class StoreCommands implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  StoreCommands() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command of store?");
  }
}
