package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine's turn on a thread, from where it goes on to where it is suspended again. A mission
 * that begins in it is the coroutine's and not the thread's. Only that thread touches it.
 */
public interface CoroutineTurn {
  /** The coroutine, the same object at each of its turns. */
  Object coroutine();

  /** From now on the coroutine is in that mission, or in none, wherever it goes on. */
  void keep(@Nullable String mission);
}
