package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Idle writers of threads that live too shortly to own one: there may be a million virtual threads,
 * but only as many lay out an event at once as there are cores. Thread-safe, never waits.
 */
final class JsonWriters {
  private static final int SLOTS = 64;
  private static final int TRIES = 4;

  private final AtomicReferenceArray<@Nullable JsonWriter> idle = new AtomicReferenceArray<>(SLOTS);

  /**
   * Takes one out.
   *
   * @param hint where to look first, any number
   */
  JsonWriter take(long hint) {
    for (int i = 0; i < TRIES; i++) {
      int slot = (int) (hint + i) & (SLOTS - 1);
      JsonWriter found = idle.get(slot) == null ? null : idle.getAndSet(slot, null);
      if (found != null) {
        return found;
      }
    }
    return new JsonWriter();
  }

  /** Puts one back; where there is no room it is garbage. */
  void give(JsonWriter writer, long hint) {
    for (int i = 0; i < TRIES; i++) {
      if (idle.compareAndSet((int) (hint + i) & (SLOTS - 1), null, writer)) {
        return;
      }
    }
  }
}
