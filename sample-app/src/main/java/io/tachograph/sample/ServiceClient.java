package io.tachograph.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Redacted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Speaks HTTP with the payment provider and the pager. No model calls it: tools do, and its calls
 * are audited as tools of their own. Thread-safe.
 */
final class ServiceClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI services;

  ServiceClient(URI services) {
    this.services = services;
  }

  /** A signed-in user; the token opens what the user may see. */
  record Session(String user, String token) {
    @Override
    public String toString() {
      return "Session[user=" + user + "]";
    }
  }

  /** Signs in at the provider. Neither the password nor the token may ever be recorded. */
  @AuditedTool
  Session authenticate(String user, String password) throws IOException, InterruptedException {
    JsonNode answer =
        send(
            HttpRequest.newBuilder(services.resolve("provider/sessions"))
                .POST(json(Map.of("user", user, "password", password))));
    return new Session(user, answer.path("token").asText());
  }

  /** A provider's component as its status page describes it. */
  @AuditedTool
  String fetchStatus(String component, @Redacted String bearer)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(services.resolve("provider/components/" + component))
            .header("Authorization", "Bearer " + bearer))
        .toString();
  }

  /** Calls a team; returns the page's number. */
  @AuditedTool
  String sendPage(String team, String message) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(services.resolve("pager/pages"))
            .POST(json(Map.of("team", team, "message", message))))
        .path("page")
        .asText();
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.timeout(TIMEOUT).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          "service refused the call: path=%s status=%d body=%s"
              .formatted(request.uri().getPath(), response.statusCode(), response.body()));
    }
    return Json.tree(response.body());
  }

  private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
    return HttpRequest.BodyPublishers.ofString(Json.write(body));
  }
}
