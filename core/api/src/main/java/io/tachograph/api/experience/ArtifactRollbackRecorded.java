package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A governed artifact was rolled back.
 *
 * @param rollback what was rolled back, and why
 */
public record ArtifactRollbackRecorded(RollbackRecord rollback) implements ExperienceEvent {
  /** Checks the values. */
  public ArtifactRollbackRecorded {
    Require.present("rollback", rollback);
  }

  static ArtifactRollbackRecorded read(JsonObject data) {
    return new ArtifactRollbackRecorded(RollbackRecord.read(data.object("rollback")));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.ARTIFACT_ROLLBACK_RECORDED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members().put("rollback", rollback).toMap();
  }
}
