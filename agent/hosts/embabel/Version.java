import com.embabel.agent.api.annotation.LlmTool;
import com.embabel.agent.api.tool.Tool;
import com.embabel.agent.core.AgentPlatform;
import com.embabel.agent.core.ProcessOptions;
import com.embabel.agent.test.integration.IntegrationTestUtils;

/** What differs by version: this one has tools of its own. */
final class Version {
  public static class Tools {
    @LlmTool(name = "weather", description = "Tells the weather")
    public String weatherOf(
        @LlmTool.Param(description = "the city") String city,
        @LlmTool.Param(description = "a key") String apiKey) {
      return city + ": sun";
    }

    @LlmTool(description = "Divides")
    public int divide(
        @LlmTool.Param(description = "by whom") int a,
        @LlmTool.Param(description = "by what") int b) {
      return a / b;
    }
  }

  static AgentPlatform platform() {
    return IntegrationTestUtils.dummyAgentPlatform();
  }

  static ProcessOptions options() {
    return new ProcessOptions();
  }

  static String call(String name, String arguments) {
    for (Tool tool : Tool.fromInstance(new Tools())) {
      if (tool.getDefinition().getName().equals(name)) {
        return said(tool.call(arguments));
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static String said(Tool.Result result) {
    return result instanceof Tool.Result.Text text ? text.getContent() : "failed";
  }

  /** A tool that no annotation marks. */
  static String more() {
    Tool upper =
        Tool.create("upper", "Writes in capitals", input -> Tool.Result.text(input.toUpperCase()));
    return said(upper.call("{\"text\":\"abc\",\"secret\":\"s3cret-4712\"}")).substring(0, 6);
  }
}
