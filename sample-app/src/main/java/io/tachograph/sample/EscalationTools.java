package io.tachograph.sample;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.tachograph.api.Tachograph;
import java.io.IOException;
import java.util.Map;

/** What an agent does about an incident; each deed is also an event of its own in the ledger. */
final class EscalationTools {
  private final String incident;
  private final ServiceClient client;

  EscalationTools(String incident, ServiceClient client) {
    this.incident = incident;
    this.client = client;
  }

  @Tool("Sets the incident's severity; say on what grounds")
  String decideSeverity(
      @P("SEV-1, SEV-2 or SEV-3") String severity,
      @P("why, by the runbook") String rationale,
      @P("orders charged without confirmation") int chargedOrders,
      @P("orders charged twice") int chargedTwice) {
    Tachograph.decision(
        "severity",
        rationale,
        Map.<String, Object>of(
            "incident",
            incident,
            "severity",
            severity,
            "charged_orders",
            chargedOrders,
            "charged_twice",
            chargedTwice));
    return incident + " is " + severity;
  }

  @Tool("Pages a team about the incident and returns the page's number")
  String escalate(
      @P("team") String team, @P("severity") String severity, @P("one sentence") String summary)
      throws IOException, InterruptedException {
    String page = client.sendPage(team, "[%s] %s: %s".formatted(severity, incident, summary));
    Tachograph.record(
        "incident_escalated",
        Map.of("incident", incident, "severity", severity, "team", team, "page", page));
    return page;
  }
}
