import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.Map;

/** Agents that a model answers for and agents of plain code, alone and in a sequence. */
public class AgenticHost {
  public interface Writer {
    @UserMessage("Write about {{topic}}")
    @Agent(name = "writer", description = "Writes")
    String write(@V("topic") String topic);
  }

  public static class Checker {
    @Agent(name = "checker", description = "Checks")
    public String check(@V("topic") String topic) {
      if (topic.isEmpty()) {
        throw new IllegalArgumentException("no topic");
      }
      return "checked " + topic;
    }
  }

  static class Scripted implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      return ChatResponse.builder().modelName("scripted-2").aiMessage(AiMessage.from("a text")).build();
    }
  }

  public interface Assistant {
    String answer(String question);
  }

  /** Judges what goes into a model. */
  public static class NoSecrets implements InputGuardrail {
    @Override
    public InputGuardrailResult validate(dev.langchain4j.data.message.UserMessage message) {
      return message.singleText().contains("secret") ? failure("no secrets") : success();
    }
  }

  public static void main(String[] arguments) {
    Writer writer =
        AgenticServices.agentBuilder(Writer.class).chatModel(new Scripted()).build();
    System.out.println(writer.write("rivers"));
    UntypedAgent both = AgenticServices.sequenceBuilder().subAgents(writer, new Checker()).build();
    System.out.println(both.invoke(Map.of("topic", "lakes")));
    try {
      both.invoke(Map.of("topic", ""));
    } catch (RuntimeException e) {
      System.out.println("failed");
    }
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(new Scripted())
            .inputGuardrails(new NoSecrets())
            .build();
    System.out.println(assistant.answer("a question"));
    try {
      assistant.answer("a secret");
    } catch (RuntimeException e) {
      System.out.println("refused");
    }
  }
}
