package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback means for what was made before.
 *
 * @param affectedCount how many outputs it touches, or null where nobody knows
 * @param qualityIssues what was wrong
 * @param invalidatesOutputs whether outputs must not be used any more
 * @param severity how bad it is
 * @param affectedTenants whose they are
 */
public record RollbackImpact(
    @Nullable Long affectedCount,
    List<String> qualityIssues,
    boolean invalidatesOutputs,
    Severity severity,
    List<String> affectedTenants)
    implements JsonForm {
  /** Checks the values. */
  public RollbackImpact {
    Require.countOrNull("affected_count", affectedCount);
    qualityIssues = Require.list("quality_issues", qualityIssues);
    Require.present("severity", severity);
    affectedTenants = Require.list("affected_tenants", affectedTenants);
  }

  static RollbackImpact read(JsonObject object) {
    return new RollbackImpact(
        object.countOrNull("affected_count"),
        object.texts("quality_issues"),
        object.truth("invalidates_outputs"),
        object.variant("severity", Severity.class),
        object.texts("affected_tenants"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("affected_count", affectedCount)
        .put("quality_issues", qualityIssues)
        .put("invalidates_outputs", invalidatesOutputs)
        .put("severity", severity)
        .put("affected_tenants", affectedTenants)
        .toMap();
  }
}
