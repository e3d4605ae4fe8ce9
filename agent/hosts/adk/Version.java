import com.google.adk.models.LlmResponse;
import com.google.adk.tools.FunctionTool;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import java.util.Map;

/** What differs by version. */
final class Version {
  /** A tool that a person is to confirm, and does, or does not. */
  static void more() throws Exception {
    for (boolean confirmed : new boolean[] {true, false}) {
      FunctionTool tool =
          FunctionTool.create(
              AdkHost.class.getMethod("weather", String.class, String.class), true);
      AdkHost.Dialogue dialogue = new AdkHost.Dialogue(new AsksOnce(), tool);
      dialogue.say("How is the weather?");
      FunctionCall asked = dialogue.asked();
      dialogue.say(
          Part.builder()
              .functionResponse(
                  FunctionResponse.builder()
                      .id(asked.id().get())
                      .name(asked.name().get())
                      .response(Map.of("confirmed", confirmed))
                      .build())
              .build());
    }
  }

  private static final class AsksOnce extends AdkHost.Scripted {
    AsksOnce() {
      super(1);
    }

    @Override
    int step(int ofTurn) {
      return ofTurn == 0 ? 0 : DONE;
    }
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
