package io.tachograph.recorder;

import io.tachograph.format.EventType;
import io.tachograph.ledger.EntryBatch;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.LedgerHead;
import io.tachograph.ledger.LedgerSettings;
import java.util.UUID;

/** A ledger in memory whose storage fails while told to. */
final class FailingLedger implements Ledger {
  private final Ledger ledger = new InMemoryLedger(LedgerSettings.defaults());
  volatile boolean failing;

  @Override
  public long append(long high, long low, EventType type, byte[] body, int offset, int length) {
    if (failing) {
      throw new LedgerException(LedgerException.Reason.STORAGE, "no space left on device");
    }
    return ledger.append(high, low, type, body, offset, length);
  }

  @Override
  public UUID id() {
    return ledger.id();
  }

  @Override
  public String origin() {
    return ledger.origin();
  }

  @Override
  public long appendAll(EntryBatch batch) {
    throw new UnsupportedOperationException("the recorder appends one by one");
  }

  @Override
  public LedgerCursor read(long fromSeq) {
    return ledger.read(fromSeq);
  }

  @Override
  public LedgerHead head() {
    return ledger.head();
  }

  @Override
  public void finish() {
    ledger.finish();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
