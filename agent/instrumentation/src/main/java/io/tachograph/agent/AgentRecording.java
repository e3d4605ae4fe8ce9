package io.tachograph.agent;

import io.tachograph.agent.context.ContextFollowing;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Recording;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the host's facade: the recorder, waited for when it is first needed. */
final class AgentRecording implements Recording {
  private static final MissionScope NO_SCOPE = () -> {};

  private final Opening opening;
  private final ContextFollowing following;

  AgentRecording(Opening opening, ContextFollowing following) {
    this.opening = opening;
    this.following = following;
  }

  @Override
  public MissionScope mission(String missionUuid) {
    following.begin();
    Recorder recorder = opening.recorder();
    return recorder == null ? NO_SCOPE : recorder.mission(missionUuid);
  }

  @Override
  public void record(String type, Map<String, ?> details) {
    following.begin();
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.record(type, details);
    }
  }

  @Override
  public void decision(String decisionType, @Nullable String rationale, Map<String, ?> context) {
    following.begin();
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.decision(decisionType, rationale, context);
    }
  }

  @Override
  public void denied(
      String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason) {
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.denied(tool, payload, by, reason);
    }
  }

  @Override
  public @Nullable String approvalRequested(
      String what, @Nullable String taskId, @Nullable String by, @Nullable String reason) {
    Recorder recorder = opening.recorder();
    return recorder == null ? null : recorder.approvalRequested(what, taskId, by, reason);
  }

  @Override
  public void approvalGranted(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.approvalGranted(requestId, what, taskId, by, reason);
    }
  }

  @Override
  public void approvalRefused(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.approvalRefused(requestId, what, taskId, by, reason);
    }
  }

  @Override
  public void experience(Map<String, ? extends @Nullable Object> envelope) {
    following.begin();
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.experience(envelope);
    }
  }

  @Override
  public Object context() {
    Recorder recorder = opening.recorder();
    return recorder == null ? CallContext.NONE : recorder.context();
  }

  @Override
  public Object enter(Object context) {
    Recorder recorder = opening.recorder();
    return recorder == null ? CallContext.NONE : recorder.enter(context);
  }

  @Override
  public @Nullable String currentTaskId() {
    Recorder recorder = opening.recorder();
    return recorder == null ? null : recorder.currentTaskId();
  }

  @Override
  public boolean isActive() {
    Recorder recorder = opening.recorder();
    return recorder != null && recorder.isActive();
  }
}
