import java.util.Map;

/** Tools of two frameworks, known by the names of their annotations alone. */
public class Frameworks {
  @dev.langchain4j.agent.tool.Tool(name = "weather", value = {"Tells", "the weather"})
  String getWeather(String city) {
    return city + ": sun";
  }

  @org.springframework.ai.tool.annotation.Tool(description = "adds")
  int add(int a, int b) {
    return a + b;
  }

  public static void main(String[] arguments) {
    Frameworks tools = new Frameworks();
    System.out.println(tools.getWeather("Bern") + tools.add(1, 2) + Map.of());
  }
}
