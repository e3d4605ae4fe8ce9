package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts whose classes are loaded in other ways than from the class path. */
class LoadersIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static List<String> types(Path ledger) throws IOException {
    return Product.intactAndQuiet(ledger).stream()
        .map(Event::type)
        .filter(type -> !type.startsWith("ledger_") && !type.equals("instrumented"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aChildFirstLoaderWithItsOwnCopyOfTheApiIsRecorded(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "ChildFirst");
    Host.Run run = host.runAudited(jdk);
    assertThat(run.out()).isEqualTo("own copies: truetrue\ninside of a call: true\n3 true\n");
    assertThat(run.errOfHost()).isEmpty();
    assertThat(types(host.ledger()))
        .containsExactly(
            "tool_start",
            "tool_completed",
            "policy.checked",
            "approval_requested",
            "approval_granted");
    assertThat(Product.events(host.ledger()))
        .filteredOn(event -> event.type().equals("tool_start"))
        .allSatisfy(
            event -> assertThat(event.body().path("mission").asText()).startsWith("0b1f9a52"));
  }
}
