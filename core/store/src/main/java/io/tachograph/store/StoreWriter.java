package io.tachograph.store;

import java.time.Clock;
import java.util.function.Function;

/**
 * The store inside of one transaction: what is written through it lasts together or not at all, and
 * what is read through it shows what was written before. For the thread that was given it, until
 * the transaction is over; afterwards it throws {@link IllegalStateException}.
 *
 * <p>After a broken constraint the transaction can go on without that row. Any other {@link
 * StoreException} dooms it, caught or not.
 */
public final class StoreWriter extends StoreTables {
  private final InTransaction access;
  private final ProjectionPositions projection;

  StoreWriter(Session session, Clock clock) {
    this(new InTransaction(session, Thread.currentThread()), clock);
  }

  private StoreWriter(InTransaction access, Clock clock) {
    super(access, clock);
    this.access = access;
    projection = new ProjectionPositions(access);
  }

  /** How far each ledger is applied. */
  public ProjectionPositions projection() {
    return projection;
  }

  /** Ends the use of this; the transaction is about to be over. */
  void end() {
    access.over = true;
  }

  private static final class InTransaction implements Access {
    private final Session session;
    private final Thread owner;
    private boolean over;

    InTransaction(Session session, Thread owner) {
      this.session = session;
      this.owner = owner;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
      return write(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
      if (Thread.currentThread() != owner) {
        throw new IllegalStateException(
            "a StoreWriter is for the thread that was given it: owner=" + owner.getName());
      }
      if (over) {
        throw new IllegalStateException("the transaction of this StoreWriter is over");
      }
      return work.apply(session);
    }
  }
}
