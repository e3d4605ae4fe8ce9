package io.tachograph.recorder;

import io.tachograph.api.MissionScope;
import org.jspecify.annotations.Nullable;

/**
 * A thread's work for a mission; ends where it began, on its own thread, once. A coroutine's ends
 * in that coroutine, whatever thread it is on by then.
 */
final class ThreadMission implements MissionScope {
  private static final int MAX_MISSION_CHARS = 256;

  private final ThreadContexts contexts;
  private final ThreadContext context;
  private final @Nullable Object coroutine;
  private final @Nullable String before;
  private boolean closed;

  private ThreadMission(ThreadContexts contexts, ThreadContext context) {
    this.contexts = contexts;
    this.context = context;
    this.coroutine = coroutineOf(context);
    this.before = context.mission;
  }

  /** Puts this thread into a mission. */
  static MissionScope open(ThreadContexts contexts, String missionUuid) {
    ThreadContext context = contexts.current();
    ThreadMission scope = new ThreadMission(contexts, context);
    put(
        context,
        missionUuid.length() > MAX_MISSION_CHARS
            ? missionUuid.substring(0, MAX_MISSION_CHARS)
            : missionUuid);
    return scope;
  }

  private static void put(ThreadContext context, @Nullable String mission) {
    context.mission = mission;
    CoroutineTurn turn = context.turn;
    if (turn != null) {
      turn.keep(mission);
    }
  }

  private static @Nullable Object coroutineOf(ThreadContext context) {
    CoroutineTurn turn = context.turn;
    return turn == null ? null : turn.coroutine();
  }

  @Override
  public void close() {
    ThreadContext now = contexts.existing();
    if (!closed && now != null && isOf(now)) {
      closed = true;
      put(now, before);
    }
  }

  private boolean isOf(ThreadContext now) {
    return coroutine == null ? now == context : coroutine == coroutineOf(now);
  }
}
