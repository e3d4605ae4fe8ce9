package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract said of a proposal.
 *
 * @param name the contract
 * @param passed whether the proposal passed
 * @param failureReason why it did not, or null
 */
public record ContractResult(String name, boolean passed, @Nullable String failureReason)
    implements JsonForm {
  /** Checks the values. */
  public ContractResult {
    Require.present("name", name);
  }

  static ContractResult read(JsonObject object) {
    return new ContractResult(
        object.text("name"), object.truth("passed"), object.textOrNull("failure_reason"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("name", name)
        .put("passed", passed)
        .put("failure_reason", failureReason)
        .toMap();
  }
}
