package io.tachograph.ledger;

/**
 * What {@code ledger_opened} and {@code ledger_closed} say of the process that writes, each as a
 * JSON object. Called once at each end.
 */
public interface ProcessDetails {
  /** The process's number alone. */
  ProcessDetails PID =
      new ProcessDetails() {
        @Override
        public String opened() {
          return "{\"pid\":" + ProcessHandle.current().pid() + "}";
        }

        @Override
        public String closed(long entries) {
          return "{\"pid\":" + ProcessHandle.current().pid() + ",\"entries\":" + entries + "}";
        }
      };

  /** The {@code data} of {@code ledger_opened}. */
  String opened();

  /**
   * The {@code data} of {@code ledger_closed}.
   *
   * @param entries how many entries the ledger holds with this one
   */
  String closed(long entries);
}
