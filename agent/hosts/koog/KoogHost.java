import ai.koog.agents.core.agent.AIAgent;
import ai.koog.agents.core.tools.ToolRegistry;
import ai.koog.agents.core.tools.annotations.LLMDescription;
import ai.koog.agents.core.tools.annotations.Tool;
import ai.koog.agents.core.tools.reflect.ToolSet;
import ai.koog.prompt.Prompt;
import ai.koog.prompt.dsl.ModerationResult;
import ai.koog.prompt.executor.model.PromptExecutor;
import ai.koog.prompt.llm.LLModel;
import ai.koog.prompt.llm.OllamaLLMProvider;
import ai.koog.prompt.message.Message;
import ai.koog.prompt.message.MessagePart;
import ai.koog.prompt.message.ResponseMetaInfo;
import java.util.List;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;

/** An agent with tools by annotation, and a scripted model. */
public class KoogHost {
  public static class Tools implements ToolSet {
    @Tool(customName = "weather")
    @LLMDescription("Tells the weather")
    public String weatherOf(
        @LLMDescription("the city") String city, @LLMDescription("a key") String apiKey) {
      return city + ": sun";
    }

    @Tool(customName = "divide")
    @LLMDescription("Divides")
    public int divide(int a, int b) {
      return a / b;
    }
  }

  static class Scripted extends PromptExecutor {
    private int turn;

    @Override
    public Object execute(
        Prompt prompt, LLModel model, List tools, Continuation continuation) {
      return switch (turn++) {
        case 0 -> ask("weather", "{\"city\":\"Bern\",\"apiKey\":\"key-4711\"}");
        case 1 -> ask("divide", "{\"a\":1,\"b\":0}");
        case 2 -> new Message.Assistant("done", counted(), "stop");
        default -> throw new IllegalStateException("the model is away");
      };
    }

    private Message.Assistant ask(String tool, String arguments) {
      return new Message.Assistant(
          new MessagePart.Tool.Call("c" + turn, tool, arguments), counted(), "tool_calls");
    }

    private ResponseMetaInfo counted() {
      return new ResponseMetaInfo(
          kotlin.time.Instant.Companion.fromEpochMilliseconds(0), 13 + turn, 10 + turn, 3, "scripted-1");
    }

    @Override
    public Flow executeStreaming(Prompt prompt, LLModel model, List tools) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object moderate(Prompt prompt, LLModel model, Continuation continuation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  public static void main(String[] arguments) {
    AIAgent<String, String> agent =
        AIAgent.builder()
            .promptExecutor(new Scripted())
            .llmModel(new LLModel(OllamaLLMProvider.INSTANCE, "scripted"))
            .systemPrompt("Use the tools.")
            .toolRegistry(ToolRegistry.builder().tools(new Tools()).build())
            .build();
    System.out.println(agent.run("How is the weather?"));
    try {
      agent.run("And now?");
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
    System.exit(0);
  }
}
