package io.tachograph.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The application works, and works the same, where no agent is attached. */
class IncidentTriageTest {
  @Test
  void itTriagesTheIncidentWithoutTheAgent() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    IncidentTriage.run(Path.of("incident"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("INC-2041: Checkout: payment errors above 5 % for 10 minutes")
        .contains("Severity: SEV-2, escalated as PG-7731.")
        .contains("the provider is degraded")
        .containsPattern("Impact: \\d+ orders failed, \\d+ of them were charged")
        .contains("(10 tool calls by the model)");
  }
}
