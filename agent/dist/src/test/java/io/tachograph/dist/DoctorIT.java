package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code doctor} says before, and what then happens. */
class DoctorIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatItSaysIsWhatThenIsInTheLedger(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Shapes");
    String options = "dir=" + host.audit() + ",annotations.tools=Shapes$House";
    Command.Answer answer =
        Command.run(jdk, "doctor", options, "--main", "Shapes", "-cp", host.path(), "--json");
    assertThat(answer.exitCode()).as(answer.text()).isZero();
    JsonNode told = new ObjectMapper().readTree(answer.text());
    assertThat(told.path("ledger").path("folder").asText()).isEqualTo(host.ledger().toString());
    assertThat(told.path("ledger").path("exists").asBoolean()).isFalse();
    assertThat(host.audit()).doesNotExist();

    assertThat(host.runAudited(jdk, "annotations.tools=Shapes$House").exitCode()).isZero();
    Set<String> said = new HashSet<>();
    told.path("audited")
        .forEach(m -> said.add(m.path("class").asText() + "#" + m.path("method").asText()));
    Set<String> happened = new HashSet<>();
    Product.events(host.ledger()).stream()
        .filter(event -> event.type().equals("instrumented"))
        .forEach(
            event ->
                event
                    .data()
                    .path("methods")
                    .forEach(
                        m -> happened.add(event.data().path("class").asText() + "#" + m.asText())));
    // What the JDK generates while the host runs stands on no class path.
    happened.removeIf(method -> method.contains("$Proxy"));
    assertThat(happened).hasSizeGreaterThan(15).isSubsetOf(said);
    assertThat(Command.run(jdk, "doctor", options, "--main", "Shapes").text())
        .contains("  can be written, exists");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void itFindsWhatIsWrongAndNoNameForgesItsLines(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Agentic");
    Path classes = temp.resolve("classes");
    Files.writeString(classes.resolve("forged\u001b\nall is well.class"), "no class");
    Command.Answer answer =
        Command.run(
            jdk,
            List.of("-Dtachograph.dir=" + host.audit(), "-Dtachograph.service=orders"),
            "doctor",
            "service=shop",
            "-cp",
            classes.toString());
    assertThat(answer.exitCode()).as(answer.text()).isEqualTo(1);
    assertThat(answer.text().lines())
        .anyMatch(line -> line.contains(host.audit() + " ") && line.endsWith(": tachograph.dir"))
        .anyMatch(line -> line.matches(" +service +shop +the agent's argument"))
        .anyMatch(line -> line.startsWith("  task plan  Agentic#") && line.contains("AuditedTask"))
        .contains("ledger " + host.audit().resolve("shop"), "  can be written, would be made")
        .anyMatch(
            line -> line.startsWith("FOUND: the class file cannot be read: forged\\u001b\\u000a"))
        .doesNotContain("all is well");
  }

  @Test
  void aWrongOptionIsBadUsage() throws Exception {
    Command.Answer answer = Command.run(Jdk.current(), "doctor", "capture.depth=deep");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.text())
        .startsWith(
            "tachograph: bad value of option capture.depth: it is a whole number:"
                + " capture.depth=deep\n");
  }
}
