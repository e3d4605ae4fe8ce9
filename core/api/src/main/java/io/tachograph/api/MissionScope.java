package io.tachograph.api;

/**
 * A span of a thread's work that belongs to one mission, from {@link Tachograph#mission} to {@link
 * #close()}. Scopes nest; close them in reverse order on the thread that opened them, as
 * try-with-resources does.
 */
@FunctionalInterface
public interface MissionScope extends AutoCloseable {
  /** Ends the scope: the thread is again in the mission it was in before. Closing twice is safe. */
  @Override
  void close();
}
