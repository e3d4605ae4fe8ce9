package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations wherever they can stand, and the loading of classes that it takes. */
class MatchingIT {
  private static final int FAMILIES = 150;

  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static List<Event> starts(List<Event> events) {
    return events.stream().filter(e -> e.type().endsWith("_start")).toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void methodsOfAllShapesAreRecordedOnce(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Shapes");
    Host.Run bare = host.run(jdk);
    Host.Run audited = host.runAudited(jdk, "annotations.tools=Shapes$House");
    assertThat(audited.out()).isEqualTo(bare.out());
    assertThat(audited.errOfHost()).isEmpty();
    List<Event> events = Product.intactAndQuiet(host.ledger());
    assertThat(starts(events))
        .extracting(e -> e.data().path("name").asText() + e.data().path("payload"))
        .containsExactly(
            "search{\"query\":\"q\",\"key\":\"[redacted]\"}",
            "prepare{\"steps\":1}",
            "inPackage{}",
            "prepare{\"steps\":2}",
            // An override, and the body that it calls above.
            "inPackage{}",
            "inPackage{}",
            "renamed{\"query\":\"q\",\"key\":\"[redacted]\"}",
            "convert{\"text\":\"four\"}",
            "convert{\"arg0\":\"ab\"}",
            "greet{\"name\":\"you\"}",
            "greetStatic{}",
            "sum{}",
            "x{}",
            "label{}",
            "house_tool{\"a\":5}",
            "privateFinal{}",
            "generic{\"a\":\"a\",\"b\":\"b\"}",
            // The lambda before it is not.
            "convert{\"text\":\"by reference\"}",
            "privateFinal{}",
            "call{\"arg0\":\"it\"}");
    assertThat(starts(events).get(0).body().path("agent_id").asText()).isEqualTo("librarian");
    assertThat(events)
        .filteredOn(e -> e.data().path("class").asText().equals("Shapes$Special"))
        .filteredOn(e -> e.type().equals("instrumented"))
        .extracting(e -> e.data().path("by").asText())
        .containsExactly("io.tachograph.api.AuditedTool on Shapes$Search");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void randomFamiliesAreRecordedAsReflectionSays(Jdk jdk) throws Exception {
    long seed = System.nanoTime() >>> 10;
    Host host =
        Host.compile(temp, "Hierarchies", jarOf(ClassWriter.class))
            .arguments(String.valueOf(seed), String.valueOf(seed + FAMILIES));
    Host.Run run = host.runAudited(jdk);
    // A JVM that crashes says so on stdout.
    assertThat(run.exitCode()).as("seed=%d%n%s", seed, run.out()).isZero();
    assertThat(run.errOfHost()).isEmpty();
    assertThat(starts(Product.intactAndQuiet(host.ledger())))
        .as("seed=%d", seed)
        .extracting(e -> e.data().path("class").asText() + "#" + e.data().path("method").asText())
        .containsExactlyElementsOf(run.out().lines().map(s -> s.replaceAll("\\(.*", "")).toList())
        .hasSizeGreaterThan(FAMILIES);
  }

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void loadersAreAskedAsWithoutUsAndAreCollected(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Loaders");
    Host.Run bare = host.run(jdk);
    assertThat(bare.out()).contains("sir you\n", "collected\n", "NoClassDefFoundError");
    Host.Run audited = host.runAudited(jdk);
    assertThat(audited.out().lines().filter(line -> !line.endsWith(".CallHook")).toList())
        .containsSubsequence(bare.out().lines().toList())
        // A super type that is missing is asked for before, too, and where others have it, again.
        .hasSize((int) bare.out().lines().count() + 2);
    assertThat(audited.errOfHost()).isEmpty();
    assertThat(starts(Product.intactAndQuiet(host.ledger())))
        .extracting(e -> e.data().path("class").asText())
        .containsExactly(
            "Loaders$Formal",
            "Loaders$Polite",
            "Loaders$Formal",
            "Loaders$Polite",
            "Loaders$Polite");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatWasLoadedBeforeUsIsWovenFromTheTopDown(Jdk jdk) throws Exception {
    Path early = EarlyJar.make(temp);
    Host host = Host.compile(temp, "Shapes").flags("-javaagent:" + early + "=Shapes$Prepared");
    Host.Run run = host.runAudited(jdk);
    assertThat(run.out()).contains("loaded early: Shapes$Prepared\n", "remote it\n");
    assertThat(run.errOfHost()).isEmpty();
    List<Event> events = Product.intactAndQuiet(host.ledger());
    assertThat(events)
        .filteredOn(e -> e.type().equals("instrumented"))
        .extracting(e -> e.data().path("class").asText())
        .startsWith("Shapes$Base", "Shapes$Prepared")
        .doesNotHaveDuplicates();
    assertThat(starts(events))
        .extracting(e -> e.data().path("class").asText() + e.data().path("method").asText())
        .contains("Shapes$Preparedprepare", "Shapes$PreparedinPackage");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aClassThatIsItsOwnSuperTypeFailsAsWithoutUs(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Circular", jarOf(ClassWriter.class));
    Host.Run bare = host.run(jdk);
    assertThat(bare.out()).contains("ClassCircularityError");
    Host.Run audited = host.runAudited(jdk);
    assertThat(audited.out()).isEqualTo(bare.out());
    assertThat(audited.errOfHost()).isEmpty();
    Product.intactAndQuiet(host.ledger());
  }
}
