package io.tachograph.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@link Tachograph} facade where something records. Hosts do not implement
 * or call it; the agent does. Every method may be called from any thread. It takes types of the
 * JDK, and returns them or interfaces of this package, so that a call of one copy of this package
 * can be forwarded to another.
 */
public interface Recording {
  /** See {@link Tachograph#mission}. */
  MissionScope mission(String missionUuid);

  /** See {@link Tachograph#record}. */
  void record(String type, Map<String, ?> details);

  /** See {@link Tachograph#decision}. */
  void decision(String decisionType, @Nullable String rationale, Map<String, ?> context);

  /** See {@link Tachograph#denied}. */
  void denied(String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason);

  /**
   * See {@link Tachograph#approvalRequested}.
   *
   * @param taskId the id of the task or call that waits for it, or null for the thread's innermost
   * @return the request's id, or null if it was not recorded
   */
  @Nullable String approvalRequested(
      String what, @Nullable String taskId, @Nullable String by, @Nullable String reason);

  /**
   * See {@link Tachograph#approvalGranted}.
   *
   * @param requestId what {@link #approvalRequested} returned, or null where there was no request
   * @param taskId the id of the task or call that waited for it, or null for none
   */
  void approvalGranted(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason);

  /** See {@link Tachograph#approvalRefused}; its parameters are those of a grant. */
  void approvalRefused(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason);

  /**
   * See {@link Tachograph#experience}.
   *
   * @param envelope its JSON in plain values of the JDK
   */
  void experience(Map<String, ? extends @Nullable Object> envelope);

  /** What the calling thread's work belongs to, for {@link #enter} on whatever thread. */
  Object context();

  /**
   * Makes a context the calling thread's.
   *
   * @param context what {@link #context} or this method gave
   * @return what was the thread's before, to be given back to this method when the work is over
   */
  Object enter(Object context);

  /** See {@link Tachograph#currentTaskId}. */
  @Nullable String currentTaskId();

  /** Whether calls are being recorded now; false once the recorder is closed. */
  boolean isActive();
}
