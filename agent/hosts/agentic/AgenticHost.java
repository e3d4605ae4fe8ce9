import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
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
  }
}
