package io.tachograph.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@link Tachograph} facade where something records. Hosts do not implement
 * or call it; the agent does. Every method may be called from any thread.
 */
public interface Recording {
  /** See {@link Tachograph#mission}. */
  MissionScope mission(String missionUuid);

  /** See {@link Tachograph#record}. */
  void record(String type, Map<String, ?> details);

  /** See {@link Tachograph#decision}. */
  void decision(String decisionType, @Nullable String rationale, Map<String, ?> context);

  /** See {@link Tachograph#currentTaskId}. */
  @Nullable String currentTaskId();

  /** Whether calls are being recorded now; false once the recorder is closed. */
  boolean isActive();
}
