import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.Map;

/** Tools by annotation and by hand, behind an AI service with a scripted model. */
public class LangChain4jHost {
  interface Assistant {
    String answer(String question);
  }

  static class Tools {
    @Tool(name = "weather", value = "Tells the weather")
    String weatherOf(@P("the city") String city, @P("an api key") String apiKey) {
      return city + ": sun";
    }

    @Tool("Divides")
    int divide(int a, int b) {
      return a / b;
    }
  }

  /** A tool that no annotation marks. */
  static class Upper implements ToolExecutor {
    @Override
    public String execute(ToolExecutionRequest request, Object memoryId) {
      return request.arguments().toUpperCase();
    }
  }

  static class Scripted implements ChatModel {
    private int turn;

    @Override
    public ModelProvider provider() {
      return ModelProvider.OLLAMA;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      ChatResponse.Builder response =
          ChatResponse.builder()
              .modelName("scripted-1")
              .tokenUsage(new TokenUsage(10 + turn, 3))
              .finishReason(turn < 3 ? FinishReason.TOOL_EXECUTION : FinishReason.STOP);
      return switch (turn++) {
        case 0 -> response.aiMessage(ask("weather", "{\"arg0\":\"Bern\",\"arg1\":\"key-4711\"}")).build();
        case 1 -> response.aiMessage(ask("divide", "{\"arg0\":1,\"arg1\":0}")).build();
        case 2 -> response.aiMessage(ask("upper", "{\"text\":\"abc\",\"secret\":\"s3cret-4712\"}")).build();
        default -> response.aiMessage(AiMessage.from("done")).build();
      };
    }

    private AiMessage ask(String tool, String arguments) {
      return AiMessage.from(
          ToolExecutionRequest.builder().id("c" + turn).name(tool).arguments(arguments).build());
    }
  }

  static class Broken implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      throw new IllegalStateException("the model is away");
    }
  }

  public static void main(String[] arguments) {
    ToolSpecification upper =
        ToolSpecification.builder()
            .name("upper")
            .description("Writes in capitals")
            .parameters(JsonObjectSchema.builder().addStringProperty("text").build())
            .build();
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(new Scripted())
            .tools(new Tools())
            .tools(Map.of(upper, new Upper()))
            .build();
    System.out.println(assistant.answer("How is the weather?"));
    try {
      new Broken().chat("anybody there?");
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
