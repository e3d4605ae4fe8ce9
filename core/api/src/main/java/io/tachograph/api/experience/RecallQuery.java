package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a corpus.
 *
 * @param queryText the text to find the like of
 * @param topK how many to find
 * @param stepContext the step that asked, or null
 * @param tenantScope the tenant whose entries were looked at, or null
 */
public record RecallQuery(
    String queryText, long topK, @Nullable DecisionStep stepContext, @Nullable String tenantScope)
    implements JsonForm {
  /** Checks the values. */
  public RecallQuery {
    Require.present("query_text", queryText);
    Require.count("top_k", topK);
  }

  static RecallQuery read(JsonObject object) {
    return new RecallQuery(
        object.text("query_text"),
        object.count("top_k"),
        object.variantOrNull("step_context", DecisionStep.class),
        object.textOrNull("tenant_scope"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("query_text", queryText)
        .put("top_k", topK)
        .put("step_context", stepContext)
        .put("tenant_scope", tenantScope)
        .toMap();
  }
}
