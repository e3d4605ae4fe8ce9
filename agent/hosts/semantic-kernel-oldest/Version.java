import com.microsoft.semantickernel.orchestration.FunctionResultMetadata;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;

/** What differs by version: this one counts tokens for one provider alone. */
abstract class Version implements ChatCompletionService {
  static FunctionResultMetadata usage() {
    return FunctionResultMetadata.empty();
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
