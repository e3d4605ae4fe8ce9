import com.google.adk.models.LlmResponse;
import com.google.adk.tools.FunctionTool;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponseUsageMetadata;

/** What differs by version. */
final class Version {
  /** A tool that a person is to confirm. */
  static void more() throws Exception {
    FunctionTool confirmed =
        FunctionTool.create(
            AdkHost.class.getMethod("weather", String.class, String.class), true);
    new AdkHost.Dialogue(new AdkHost.Scripted(1), confirmed).say("How is the weather?");
  }

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
