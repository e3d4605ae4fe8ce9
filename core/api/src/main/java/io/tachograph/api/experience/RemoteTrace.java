package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an answer of somebody else's model came about.
 *
 * @param providerName who runs the model
 * @param providerModelId what they call it
 * @param requestFingerprint the hash of what was asked
 * @param responseFingerprint the hash of what was answered
 * @param temperature the temperature
 * @param topP the probability mass drawn from
 * @param maxTokens how long the answer may be
 * @param providerMetadata what else the provider said
 * @param retried whether it took more than one attempt
 * @param retryReasons why
 * @param replayability whether the answer can be made again
 */
public record RemoteTrace(
    String providerName,
    String providerModelId,
    String requestFingerprint,
    String responseFingerprint,
    double temperature,
    double topP,
    long maxTokens,
    Map<String, @Nullable Object> providerMetadata,
    boolean retried,
    List<String> retryReasons,
    Replayability replayability)
    implements ReplayTrace {
  /** Checks the values. */
  public RemoteTrace {
    Require.present("provider_name", providerName);
    Require.present("provider_model_id", providerModelId);
    Require.present("request_fingerprint", requestFingerprint);
    Require.present("response_fingerprint", responseFingerprint);
    Require.finite("temperature", temperature);
    Require.finite("top_p", topP);
    Require.count("max_tokens", maxTokens);
    providerMetadata =
        Require.map(
            "provider_metadata",
            JsonValues.object(Require.present("provider_metadata", providerMetadata)));
    retryReasons = Require.list("retry_reasons", retryReasons);
    Require.present("replayability", replayability);
  }

  static RemoteTrace read(JsonObject object) {
    return new RemoteTrace(
        object.text("provider_name"),
        object.text("provider_model_id"),
        object.text("request_fingerprint"),
        object.text("response_fingerprint"),
        object.number("temperature"),
        object.number("top_p"),
        object.count("max_tokens"),
        object.object("provider_metadata").all(),
        object.truth("retried"),
        object.texts("retry_reasons"),
        object.variant("replayability", Replayability.class));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("type", "Remote")
        .put("provider_name", providerName)
        .put("provider_model_id", providerModelId)
        .put("request_fingerprint", requestFingerprint)
        .put("response_fingerprint", responseFingerprint)
        .put("temperature", temperature)
        .put("top_p", topP)
        .put("max_tokens", maxTokens)
        .put("provider_metadata", providerMetadata)
        .put("retried", retried)
        .put("retry_reasons", retryReasons)
        .put("replayability", replayability)
        .toMap();
  }
}
