package io.tachograph.sample;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;

/**
 * Asks the payment provider. The model names a component and never sees a password: this tool signs
 * in with its own. Thread-safe.
 */
final class PaymentTools {
  private static final String USER = "triage-agent";

  private final ServiceClient client;
  private final String password;

  PaymentTools(ServiceClient client, String password) {
    this.client = client;
    this.password = password;
  }

  @Tool("Asks the payment provider how one of its components is doing")
  String providerStatus(@P("component, as the alert names it") String component)
      throws IOException, InterruptedException {
    ServiceClient.Session session = client.authenticate(USER, password);
    return client.fetchStatus(component, session.token());
  }
}
