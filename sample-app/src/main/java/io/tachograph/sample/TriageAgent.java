package io.tachograph.sample;

import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;

/** The agent; LangChain4j implements it with a model and tools. */
interface TriageAgent {
  /** Investigates until the model has no more to ask; the result holds its conclusion. */
  @SystemMessage(
      """
      You triage incidents of an online shop. Begin with the alert, follow the runbook that it
      names, say what is wrong, what it did to customers and what to do now. Decide the severity
      by the runbook's rules and escalate where it says so.
      """)
  @UserMessage("Triage incident {{incident}}. Its alert is in the file {{alertFile}}.")
  Result<String> investigate(@V("incident") String incident, @V("alertFile") String alertFile);
}
