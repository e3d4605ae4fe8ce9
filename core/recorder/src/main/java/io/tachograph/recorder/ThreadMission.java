package io.tachograph.recorder;

import io.tachograph.api.MissionScope;
import org.jspecify.annotations.Nullable;

/** A thread's work for a mission; ends where it began, on its own thread, once. */
final class ThreadMission implements MissionScope {
  private static final int MAX_MISSION_CHARS = 256;

  private final ThreadContexts contexts;
  private final ThreadContext context;
  private final @Nullable String before;
  private boolean closed;

  private ThreadMission(ThreadContexts contexts, ThreadContext context) {
    this.contexts = contexts;
    this.context = context;
    this.before = context.mission;
  }

  /** Puts this thread into a mission. */
  static MissionScope open(ThreadContexts contexts, String missionUuid) {
    ThreadContext context = contexts.current();
    ThreadMission scope = new ThreadMission(contexts, context);
    context.mission =
        missionUuid.length() > MAX_MISSION_CHARS
            ? missionUuid.substring(0, MAX_MISSION_CHARS)
            : missionUuid;
    return scope;
  }

  @Override
  public void close() {
    if (!closed && contexts.existing() == context) {
      closed = true;
      context.mission = before;
    }
  }
}
