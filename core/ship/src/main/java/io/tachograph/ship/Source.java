package io.tachograph.ship;

import io.tachograph.verifier.LedgerStream;
import java.io.IOException;
import java.util.List;

/** A far side that ledgers are read back from. For any thread; each stream is for one. */
public interface Source extends AutoCloseable {
  /**
   * All ledgers there, by id, also those of which only traces are left.
   *
   * @throws IOException if the far side cannot be read
   */
  List<ShippedLedger> ledgers() throws IOException;

  /**
   * Opens a ledger, as it is now. To be closed.
   *
   * @throws IOException if the far side cannot be read
   */
  Stream open(ShippedLedger ledger) throws IOException;

  @Override
  void close();

  /** A ledger that is read. */
  interface Stream extends LedgerStream, AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
