import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.orchestration.FunctionResultMetadata;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.StreamingChatContent;
import java.time.OffsetDateTime;
import reactor.core.publisher.Flux;

/** What differs by version. */
abstract class Version implements ChatCompletionService {
  public record Usage(int prompt, int completion) {
    public int getPromptTokens() {
      return prompt;
    }

    public int getCompletionTokens() {
      return completion;
    }
  }

  static FunctionResultMetadata<?> usage() {
    return FunctionResultMetadata.build("id", new Usage(11, 3), OffsetDateTime.MIN);
  }

  @Override
  public Flux<StreamingChatContent<?>> getStreamingChatMessageContentsAsync(
      ChatHistory history, Kernel kernel, InvocationContext context) {
    return Flux.empty();
  }

  @Override
  public Flux<StreamingChatContent<?>> getStreamingChatMessageContentsAsync(
      String prompt, Kernel kernel, InvocationContext context) {
    return Flux.empty();
  }

  @Override
  public String getModelId() {
    return "scripted-1";
  }

  @Override
  public String getServiceId() {
    return "scripted";
  }
}
