package io.tachograph.recorder;

import io.tachograph.format.EventId;
import io.tachograph.format.JsonWriter;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * What the recorder keeps for one thread: which call and mission it is in, and the buffer in which
 * its events are laid out. Only that thread touches it.
 */
final class ThreadContext {
  private final ThreadContexts all;
  private final int number;
  private @Nullable SplittableRandom random;

  /** Null while a thread that does not own one has no event to lay out. */
  private @Nullable JsonWriter json;

  /** Whether the buffer is the thread's own. A worker of the common pool forgets its locals. */
  private boolean ownsBuffer;

  /** Whether what is in it was taken over from the thread that made this one, unseen as yet. */
  private boolean inherited;

  /** What {@link #taken} gave last. */
  private CallContext lastTaken = CallContext.NONE;

  /** The innermost audited call that the thread is in. */
  @Nullable Call call;

  /** The mission that the thread works for. */
  @Nullable String mission;

  /** The turn of a coroutine that the thread runs, or null. */
  @Nullable CoroutineTurn turn;

  /** Whether the thread is inside of the recorder: what happens there is not the host's doing. */
  boolean recording;

  /** The innermost call of a model that the thread has not returned from. */
  @Nullable AskedModel model;

  private long idHigh;
  private long idLow;

  ThreadContext(ThreadContexts all) {
    this.all = all;
    this.number = all.nextNumber();
    this.inherited = true;
  }

  /** Of a thread that is being made by this one. */
  static ThreadContext inherited(ThreadContexts all, ThreadContext parent) {
    ThreadContext child = new ThreadContext(all);
    child.call = parent.call;
    child.mission = parent.mission;
    return child;
  }

  /** On its own thread, before anything else: only a virtual thread keeps what it inherited. */
  void settle() {
    if (inherited) {
      inherited = false;
      Thread thread = Thread.currentThread();
      boolean virtual = VirtualThreads.isVirtual(thread);
      ownsBuffer = !virtual && !(thread instanceof ForkJoinWorkerThread);
      if (!virtual) {
        call = null;
        mission = null;
      }
    }
  }

  /** Begins an event: takes its id and an empty buffer. To be followed by {@link #finish}. */
  void begin() {
    recording = true;
    nextId();
    JsonWriter buffer = json;
    if (buffer == null) {
      buffer = ownsBuffer ? new JsonWriter() : all.shared().take(idLow);
      json = buffer;
    }
    buffer.reset();
  }

  /** The event is over, recorded or not. */
  void finish() {
    recording = false;
    JsonWriter buffer = json;
    if (!ownsBuffer && buffer != null) {
      json = null;
      all.shared().give(buffer, idLow);
    }
  }

  /** Tells apart the threads that record at the same time, as far as a counter does. */
  int number() {
    return number;
  }

  /** The buffer of the event that was begun. */
  JsonWriter json() {
    return Objects.requireNonNull(json);
  }

  /** Whether the thread is outside of any call and any mission. */
  boolean isEmpty() {
    return call == null && mission == null;
  }

  /** What the thread is in, to be made current on another. */
  CallContext taken() {
    CallContext taken = lastTaken;
    if (taken.call != call || !Objects.equals(taken.mission, mission)) {
      taken = CallContext.of(call, mission);
      lastTaken = taken;
    }
    return taken;
  }

  /** Puts the thread into what was taken elsewhere. */
  void put(CallContext context) {
    call = context.call;
    mission = context.mission;
    lastTaken = context;
  }

  /** Makes the next event's id. */
  void nextId() {
    SplittableRandom source = random;
    if (source == null) {
      source = all.newRandom();
      random = source;
    }
    idHigh = EventId.high(System.currentTimeMillis(), source.nextLong());
    idLow = EventId.low(source.nextLong());
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
