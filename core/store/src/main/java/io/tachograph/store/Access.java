package io.tachograph.store;

import java.util.function.Function;

/**
 * How an operation comes to its session: in a transaction of its own, or in one that is under way.
 * So each operation is written once.
 */
interface Access {
  /** Runs {@code work}, which only reads and may be run again, on what is committed. */
  <T> T read(Function<Session, T> work);

  /** Runs {@code work} in a write transaction. */
  <T> T write(Function<Session, T> work);
}
