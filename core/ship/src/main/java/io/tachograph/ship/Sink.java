package io.tachograph.ship;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The far side that ledgers are shipped to. It is called by several threads at once, but for one
 * ledger by one at a time; another shipper may be at work on the same ledger all the same, and must
 * do no harm. What a call was given is there for good when it returns. After an exception nobody
 * knows, and {@link #farEnd} is asked.
 */
public interface Sink extends AutoCloseable {
  /** A ledger that is nowhere. */
  ShippedLedger NOWHERE = new ShippedLedger(new UUID(0, 0), "");

  /** How far the far side is with a ledger, asked there and nowhere else. */
  FarEnd farEnd(ShippedLedger ledger) throws SinkException;

  /** Asks whether the far side answers, of no ledger that it has. */
  default void ping() throws SinkException {
    farEnd(NOWHERE);
  }

  /**
   * Takes the files that come before a ledger's first entry. What is there already stays.
   *
   * @param files few and small
   */
  void acceptFiles(ShippedLedger ledger, List<ShippedFile> files) throws SinkException;

  /**
   * Takes entries. If the far side is not where {@link EntryBatch#farNext} says, since another
   * shipper was there first or it fell back to an older state, none of them is taken.
   *
   * @param refusals hears of each entry that the far side can never take, which is passed over so
   *     that those behind it arrive
   * @return the next seq at the far side now: {@link EntryBatch#nextSeq} if they were taken
   */
  long accept(EntryBatch batch, Consumer<String> refusals) throws SinkException;

  /**
   * Takes checkpoints, none of which is larger than what the far side has of the ledger. What is
   * there already is passed over.
   *
   * @param checkpoints in the order of the ledger's file
   */
  void acceptCheckpoints(ShippedLedger ledger, List<ShippedCheckpoint> checkpoints)
      throws SinkException;

  @Override
  void close();
}
