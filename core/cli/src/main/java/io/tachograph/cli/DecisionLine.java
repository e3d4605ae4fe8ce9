package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.CallTree.Node;

/** A decision on one line, with the whole of its rationale. */
final class DecisionLine {
  private DecisionLine() {}

  static String words(Node decision, Screen screen) {
    JsonNode data = decision.data();
    String agent = data.path("agent_name").asText("");
    String rationale = data.path("rationale").asText("");
    JsonNode context = data.path("context");
    return screen.timeOfDay(decision.entry().time())
        + "  "
        + Plain.line(data.path("decision_type").asText("?"))
        + (agent.isEmpty() ? "" : " by " + Plain.line(agent))
        + (rationale.isEmpty() ? "" : ": " + Plain.line(rationale))
        + (context.isEmpty() ? "" : "  " + Plain.line(context.toString()));
  }
}
