import com.embabel.agent.core.AgentPlatform;
import com.embabel.agent.core.ProcessOptions;
import com.embabel.agent.testing.integration.IntegrationTestUtils;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;

/** What differs by version: the tools of this one are Spring AI's. */
final class Version {
  public static class Tools {
    @Tool(name = "weather", description = "Tells the weather")
    public String weatherOf(String city, String apiKey) {
      return city + ": sun";
    }

    @Tool(description = "Divides")
    public int divide(int a, int b) {
      return a / b;
    }
  }

  static AgentPlatform platform() {
    return IntegrationTestUtils.dummyAgentPlatform();
  }

  static ProcessOptions options() {
    return ProcessOptions.DEFAULT;
  }

  static String call(String name, String arguments) {
    for (ToolCallback tool : ToolCallbacks.from(new Tools())) {
      if (tool.getToolDefinition().name().equals(name)) {
        try {
          return tool.call(arguments).replace("\"", "");
        } catch (RuntimeException e) {
          return "failed";
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  static String more() {
    return "no other tools";
  }
}
