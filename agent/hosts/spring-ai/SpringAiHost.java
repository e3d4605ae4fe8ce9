import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.function.FunctionToolCallback;
import reactor.core.publisher.Flux;

/** Tools by annotation and by function, that a scripted model asks for. */
public class SpringAiHost {
  static class Tools {
    @Tool(name = "weather", description = "Tells the weather")
    String weatherOf(String city, String apiKey) {
      return city + ": sun";
    }

    @Tool(description = "Divides")
    int divide(int a, int b) {
      return a / b;
    }
  }

  public record Text(String text, String secret) {}

  static class Scripted implements ChatModel {
    private int turn;

    @Override
    public ChatResponse call(Prompt prompt) {
      if (turn == 4) {
        throw new IllegalStateException("the model is away");
      }
      AssistantMessage message =
          switch (turn++) {
            case 0 -> ask("weather", "{\"arg0\":\"Bern\",\"arg1\":\"key-4711\",\"city\":\"Bern\",\"apiKey\":\"key-4711\"}");
            case 1 -> ask("divide", "{\"arg0\":1,\"arg1\":0,\"a\":1,\"b\":0}");
            case 2 -> ask("upper", "{\"text\":\"abc\",\"secret\":\"s3cret-4712\"}");
            default -> new AssistantMessage("done");
          };
      ChatGenerationMetadata metadata =
          ChatGenerationMetadata.builder().finishReason(turn < 4 ? "TOOL_CALLS" : "STOP").build();
      return new ChatResponse(
          List.of(new Generation(message, metadata)),
          ChatResponseMetadata.builder()
              .model("scripted-1")
              .usage(new DefaultUsage(10 + turn, 3))
              .build());
    }

    private AssistantMessage ask(String tool, String arguments) {
      return message(List.of(new AssistantMessage.ToolCall("c" + turn, "function", tool, arguments)));
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
      return Flux.defer(() -> Flux.just(call(prompt)));
    }
  }

  /** Made by a constructor in the oldest version and by a builder in the newest. */
  static AssistantMessage message(List<AssistantMessage.ToolCall> calls) {
    try {
      Object builder = AssistantMessage.class.getMethod("builder").invoke(null);
      builder = builder.getClass().getMethod("content", String.class).invoke(builder, "");
      builder = builder.getClass().getMethod("toolCalls", List.class).invoke(builder, calls);
      return (AssistantMessage) builder.getClass().getMethod("build").invoke(builder);
    } catch (NoSuchMethodException e) {
      return constructed(calls);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AssistantMessage constructed(List<AssistantMessage.ToolCall> calls) {
    try {
      return AssistantMessage.class
          .getConstructor(String.class, Map.class, List.class)
          .newInstance("", Map.of(), calls);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) {
    Scripted model = new Scripted();
    ToolCallingManager tools = ToolCallingManager.builder().build();
    ToolCallingChatOptions options =
        ToolCallingChatOptions.builder()
            .toolCallbacks(callbacks())
            .build();
    Prompt prompt = new Prompt(List.of(new UserMessage("How is the weather?")), options);
    ChatResponse response = model.call(prompt);
    while (response.hasToolCalls()) {
      prompt = new Prompt(tools.executeToolCalls(prompt, response).conversationHistory(), options);
      response = model.call(prompt);
    }
    System.out.println(response.getResult().getOutput().getText());
    try {
      model.call(prompt);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
    model.turn = 3;
    System.out.println(model.stream(prompt).blockLast().getResult().getOutput().getText());
  }

  private static List<ToolCallback> callbacks() {
    List<ToolCallback> all =
        new ArrayList<>(List.of(ToolCallbacks.from(new Tools())));
    all.add(
        FunctionToolCallback.builder("upper", (Text text) -> text.text().toUpperCase())
            .description("Writes in capitals")
            .inputType(Text.class)
            .build());
    return all;
  }
}
