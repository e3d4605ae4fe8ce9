package io.tachograph.sample;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import io.tachograph.api.AuditedTask;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** Triages the incident in a folder and prints what it found. */
final class IncidentTriage {
  /** Recognisable, so that whoever looks for it can tell that it is nowhere in the ledger. */
  static final String PASSWORD = "Kestrel-9127-do-not-record";

  private static final String ALERT_FILE = "alert.json";

  private final Alert alert;
  private final TriageAgent agent;

  private IncidentTriage(Alert alert, TriageAgent agent) {
    this.alert = alert;
    this.agent = agent;
  }

  /** Triages the incident in the folder named by the first argument, or the one beside the jar. */
  public static void main(String[] arguments) throws Exception {
    run(arguments.length > 0 ? Path.of(arguments[0]) : folderBesideUs(), System.out);
  }

  /** Triages the incident in a folder. */
  static void run(Path folder, PrintStream out) throws IOException, SQLException {
    Alert alert = Json.read(Files.readString(folder.resolve(ALERT_FILE)), Alert.class);
    UUID mission = UUID.fromString(alert.mission());
    try (LocalServices services = LocalServices.start(PASSWORD);
        OrderDatabase database = OrderDatabase.load(folder.resolve("orders.sql"));
        MissionExecutor executor = new MissionExecutor(mission);
        MissionScope scope = Tachograph.mission(mission)) {
      Tachograph.record(
          "mission_created", Map.of("phase", "MAINTENANCE", "description", alert.title()));
      ServiceClient client = new ServiceClient(services.uri());
      OrderTools orders = new OrderTools(database);
      TriageAgent agent =
          AiServices.builder(TriageAgent.class)
              .chatModel(new ScriptedChatModel())
              .tools(
                  new FileTools(folder),
                  orders,
                  new ImpactTools(orders),
                  new PaymentTools(client, PASSWORD),
                  new EscalationTools(alert.incident(), client))
              .executeToolsConcurrently(executor)
              .toolExecutionErrorHandler(
                  (error, context) ->
                      ToolErrorHandlerResult.text(String.valueOf(error.getMessage())))
              .build();
      out.println(new IncidentTriage(alert, agent).triage(alert.incident()));
      Tachograph.record("mission_completed", Map.of("current_cost_usd", 0.0));
    }
  }

  @AuditedTask(agent = "triage-agent")
  String triage(String incident) {
    Result<String> result = agent.investigate(incident, ALERT_FILE);
    return report(result.content(), result.toolExecutions().size());
  }

  @AuditedTask
  private String report(String conclusion, int toolCalls) {
    return """
        %s: %s
        %s
        (%d tool calls by the model)"""
        .formatted(alert.incident(), alert.title(), conclusion, toolCalls);
  }

  private static Path folderBesideUs() throws URISyntaxException {
    Path ours =
        Path.of(IncidentTriage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ours.resolveSibling("incident");
  }
}
