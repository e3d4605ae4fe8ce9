package io.tachograph.recorder;

import io.tachograph.format.EventId;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the recorder keeps for one thread: which call and mission it is in, and the buffer in which
 * its events are laid out. Only that thread touches it.
 */
final class ThreadContext {
  final JsonWriter json = new JsonWriter();
  private final SplittableRandom random;

  /** The innermost audited call that the thread is in. */
  @Nullable Call call;

  /** The mission that the thread works for. */
  @Nullable String mission;

  /** Whether the thread is inside of the recorder: what happens there is not the host's doing. */
  boolean recording;

  private long idHigh;
  private long idLow;

  ThreadContext(SplittableRandom random) {
    this.random = random;
  }

  /** What the thread is in, to be made current on another. */
  CallContext taken() {
    return CallContext.of(call, mission);
  }

  /** Puts the thread into what was taken elsewhere. */
  void put(CallContext context) {
    call = context.call;
    mission = context.mission;
  }

  /** Makes the next event's id. */
  void nextId() {
    idHigh = EventId.high(System.currentTimeMillis(), random.nextLong());
    idLow = EventId.low(random.nextLong());
  }

  /** Goes back to an id made before. */
  void useId(long high, long low) {
    idHigh = high;
    idLow = low;
  }

  /** The id made last, as text. */
  String lastId() {
    return new UUID(idHigh, idLow).toString();
  }

  long idHigh() {
    return idHigh;
  }

  long idLow() {
    return idLow;
  }
}
