package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adapter that a model ran with.
 *
 * @param adapterId its id
 * @param adapterHash the hash of its weights
 * @param merged whether it was merged into the model
 */
public record AdapterTrace(String adapterId, String adapterHash, boolean merged)
    implements JsonForm {
  /** Checks the values. */
  public AdapterTrace {
    Require.text("adapter_id", adapterId);
    Require.present("adapter_hash", adapterHash);
  }

  static AdapterTrace read(JsonObject object) {
    return new AdapterTrace(
        object.text("adapter_id"), object.text("adapter_hash"), object.truth("merged"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("adapter_id", adapterId)
        .put("adapter_hash", adapterHash)
        .put("merged", merged)
        .toMap();
  }
}
