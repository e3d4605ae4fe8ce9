package io.tachograph.ledger;

class InMemoryLedgerTest extends LedgerContract {
  @Override
  Ledger open(LedgerSettings settings) {
    return new InMemoryLedger(settings);
  }
}
