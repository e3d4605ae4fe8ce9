import com.embabel.agent.api.annotation.AchievesGoal;
import com.embabel.agent.api.annotation.Action;
import com.embabel.agent.api.annotation.Agent;
import com.embabel.agent.api.annotation.support.AgentMetadataReader;
import com.embabel.agent.core.AgentPlatform;
import com.embabel.agent.core.AgentProcess;
import java.util.Map;

/** An agent of two actions, with tools by annotation, one of which throws. */
public class EmbabelHost {
  public record Question(String city) {}

  public record Place(String city) {}

  public record Forecast(String text) {}

  @Agent(name = "forecaster", description = "Forecasts")
  public static class Forecaster {
    @Action
    public Place locate(Question question) {
      return new Place(question.city());
    }

    @AchievesGoal(description = "The weather is forecast")
    @Action
    public Forecast forecast(Place place) {
      // Parameters are called by their places, since no names are compiled in.
      String weather =
          Version.call("weather", "{\"arg0\":\"" + place.city() + "\",\"arg1\":\"key-4711\"}");
      Version.call("divide", "{\"arg0\":1,\"arg1\":0}");
      return new Forecast(weather);
    }
  }

  public static void main(String[] arguments) {
    AgentPlatform platform = Version.platform();
    AgentProcess process =
        platform.runAgentFrom(
            (com.embabel.agent.core.Agent)
                new AgentMetadataReader().createAgentMetadata(new Forecaster()),
            Version.options(),
            Map.of("it", new Question("Bern")));
    System.out.println(process.resultOfType(Forecast.class).text());
    System.out.println(Version.more());
    System.exit(0);
  }
}
