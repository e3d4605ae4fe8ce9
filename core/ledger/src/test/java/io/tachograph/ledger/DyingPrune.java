package io.tachograph.ledger;

import io.tachograph.ledger.FaultyFiles.Fault;
import java.nio.file.Path;

/** Run as a process of its own: prunes a ledger, and halts at a step. */
final class DyingPrune {
  /** How the process ends where it gets to the step. */
  static final int EXIT_HALTED = 42;

  private DyingPrune() {}

  /** Takes the ledger's folder, the step's number from 1, and what becomes of it. */
  public static void main(String[] args) {
    FaultyFiles files =
        new FaultyFiles(
            Integer.parseInt(args[1]),
            Fault.valueOf(args[2]),
            false,
            () -> Runtime.getRuntime().halt(EXIT_HALTED));
    try (Retention retention = Retention.open(Path.of(args[0]), files)) {
      RetentionRule rule = new RetentionRule.Before(PrunableLedger.day(3));
      retention.drop(retention.plan(rule, RetentionTest.ALL));
    }
  }
}
