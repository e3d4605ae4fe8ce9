package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model ran on.
 *
 * @param device the device
 * @param backend the library that ran it
 * @param precision the precision of its numbers
 */
public record ExecutionEnvironment(String device, String backend, String precision)
    implements JsonForm {
  /** Checks the values. */
  public ExecutionEnvironment {
    Require.present("device", device);
    Require.present("backend", backend);
    Require.present("precision", precision);
  }

  static ExecutionEnvironment read(JsonObject object) {
    return new ExecutionEnvironment(
        object.text("device"), object.text("backend"), object.text("precision"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("device", device)
        .put("backend", backend)
        .put("precision", precision)
        .toMap();
  }
}
