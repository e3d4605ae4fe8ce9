package io.tachograph.api;

import io.tachograph.api.experience.ExperienceEvent;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facade through which a host speaks to the recorder that rides in its JVM.
 *
 * <p>Without the agent every method is a no-op of a few nanoseconds and never throws. With it, a
 * method throws nothing of ours either, except {@link RecordingRefusedException} from those that
 * write an event, where the agent runs with {@code on-failure=closed}. All methods may be called
 * from any thread.
 */
public final class Tachograph {
  private static final AtomicReference<@Nullable Recording> RECORDING = new AtomicReference<>();
  private static final MissionScope NO_SCOPE = () -> {};

  private Tachograph() {}

  /**
   * Opens a scope: audited calls and events of this thread belong to the mission until it is
   * closed.
   *
   * @param missionUuid the mission's UUID, as the mission store knows it
   */
  public static MissionScope mission(UUID missionUuid) {
    Recording recording = RECORDING.get();
    return recording == null ? NO_SCOPE : recording.mission(missionUuid.toString());
  }

  /**
   * As {@link #mission(UUID)}, from a UUID's text.
   *
   * @param missionUuid the mission's UUID as text; other text is kept as it is given
   */
  public static MissionScope mission(String missionUuid) {
    Recording recording = RECORDING.get();
    return recording == null ? NO_SCOPE : recording.mission(missionUuid);
  }

  /**
   * Writes a governance event.
   *
   * @param type its type, 1 to 64 characters of {@code [a-z0-9_.]}; types that the recorder itself
   *     writes ({@code task_start} and the like) are refused, which is counted and logged
   * @param details what to record, captured at once within the recorder's bounds and redacted by
   *     key
   */
  public static void record(String type, Map<String, ?> details) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.record(type, details);
    }
  }

  /**
   * Writes a decision: what was decided, on what grounds.
   *
   * @param decisionType what kind of decision it is
   * @param rationale why, in words, or null
   * @param context what it was based on, captured at once within the recorder's bounds
   */
  public static void decision(
      String decisionType, @Nullable String rationale, Map<String, ?> context) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.decision(decisionType, rationale, context);
    }
  }

  /**
   * Writes that a call was not made because a policy or a person refused it.
   *
   * @param tool the tool that would have been called
   * @param payload its arguments by name, captured at once within the recorder's bounds and
   *     redacted by key
   * @param by the policy or person that refused it, or null
   * @param reason why, in words, or null
   */
  public static void denied(
      String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.denied(tool, payload, by, reason);
    }
  }

  /**
   * Writes that somebody is asked to approve something. The request is for the audited call that
   * this thread is in, if any.
   *
   * @param what what is to be approved
   * @param by the agent or policy that asks, or null
   * @param reason why approval is needed, in words, or null
   * @return what {@link #approvalGranted} or {@link #approvalRefused} takes
   */
  public static ApprovalRequest approvalRequested(
      String what, @Nullable String by, @Nullable String reason) {
    Recording recording = RECORDING.get();
    if (recording == null) {
      return new ApprovalRequest("", what, null);
    }
    String taskId = recording.currentTaskId();
    String id = recording.approvalRequested(what, taskId, by, reason);
    return new ApprovalRequest(id == null ? "" : id, what, taskId);
  }

  /**
   * Writes that a request was approved.
   *
   * @param by the person or policy that approved it, or null
   * @param reason why, in words, or null
   */
  public static void approvalGranted(
      ApprovalRequest request, @Nullable String by, @Nullable String reason) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.approvalGranted(request.id(), request.what(), request.taskId(), by, reason);
    }
  }

  /**
   * Writes that a request was refused.
   *
   * @param by the person or policy that refused it, or null
   * @param reason why, in words, or null
   */
  public static void approvalRefused(
      ApprovalRequest request, @Nullable String by, @Nullable String reason) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.approvalRefused(request.id(), request.what(), request.taskId(), by, reason);
    }
  }

  /**
   * Writes an experience event that happens now: what was decided, with which model and policy.
   *
   * @see io.tachograph.api.experience.ExperienceEvent
   */
  public static void experience(ExperienceEvent event) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.experience(ExperienceEventEnvelope.of(event).toJson());
    }
  }

  /** As {@link #experience(ExperienceEvent)}, with an id, a time, a tenant of the caller's. */
  public static void experience(ExperienceEventEnvelope envelope) {
    Recording recording = RECORDING.get();
    if (recording != null) {
      recording.experience(envelope.toJson());
    }
  }

  /**
   * Ties a task to what this thread is doing: wherever it runs, it belongs to the mission and the
   * audited call that this thread is in now. For threads and executors that the agent does not
   * follow by itself; where it does, wrapping changes nothing.
   */
  public static Runnable wrap(Runnable task) {
    Recording recording = RECORDING.get();
    return recording == null ? task : new CapturedWork(recording).wrap(task);
  }

  /** As {@link #wrap(Runnable)}, for a task with a result. */
  public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    Recording recording = RECORDING.get();
    return recording == null ? task : new CapturedWork(recording).wrap(task);
  }

  /** As {@link #wrap(Runnable)}; named otherwise, since a lambda may be this or a callable. */
  public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
    Recording recording = RECORDING.get();
    return recording == null ? task : new CapturedWork(recording).wrapSupplier(task);
  }

  /** As {@link #wrap(Runnable)}, for a callback. */
  public static <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> callback) {
    Recording recording = RECORDING.get();
    return recording == null ? callback : new CapturedWork(recording).wrapConsumer(callback);
  }

  /** As {@link #wrap(Runnable)}, for a callback with a result. */
  public static <T extends @Nullable Object, R extends @Nullable Object>
      Function<T, R> wrapFunction(Function<T, R> callback) {
    Recording recording = RECORDING.get();
    return recording == null ? callback : new CapturedWork(recording).wrapFunction(callback);
  }

  /** The id of the innermost audited call that this thread is in, or null outside of any. */
  public static @Nullable String currentTaskId() {
    Recording recording = RECORDING.get();
    return recording == null ? null : recording.currentTaskId();
  }

  /** Whether something records now. */
  public static boolean isActive() {
    Recording recording = RECORDING.get();
    return recording != null && recording.isActive();
  }

  /**
   * Puts a recorder behind the facade. For the agent and for whoever embeds the recorder as a
   * library; hosts do not call it.
   *
   * @throws IllegalStateException if one is there already
   */
  public static void attach(Recording recording) {
    if (!RECORDING.compareAndSet(null, Objects.requireNonNull(recording))) {
      throw new IllegalStateException("a recording is attached to the facade already");
    }
  }

  /** Takes {@code recording} away from the facade again; does nothing if another is there. */
  public static void detach(Recording recording) {
    RECORDING.compareAndSet(recording, null);
  }
}
