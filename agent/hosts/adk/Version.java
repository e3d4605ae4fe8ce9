import com.google.adk.models.LlmResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponseUsageMetadata;

/** What differs by version. */
final class Version {
  static LlmResponse.Builder counted(LlmResponse.Builder response, int in, int out) {
    return response
        .finishReason(new FinishReason(FinishReason.Known.STOP))
        .usageMetadata(
            GenerateContentResponseUsageMetadata.builder()
                .promptTokenCount(in)
                .candidatesTokenCount(out)
                .build());
  }
}
