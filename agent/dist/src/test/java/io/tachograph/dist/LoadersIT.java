package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  private static Path library(String name) {
    return Product.module().resolve("target").resolve("host-loaders").resolve(name + ".jar");
  }

  static Stream<Arguments> frameworks() throws IOException {
    return jdks()
        .flatMap(
            jdk ->
                Stream.of("org.apache.felix.framework", "org.eclipse.osgi")
                    .map(framework -> Arguments.of(jdk, framework)));
  }

  /** Bundles see nothing of the boot loader but the JDK's packages. */
  @ParameterizedTest
  @MethodSource("frameworks")
  void aBundleThatImportsNothingIsRecorded(Jdk jdk, String framework) throws Exception {
    Host host = Host.compile(temp, "Osgi", library(framework)).arguments(temp.toString());
    Host.Run run = host.runAudited(jdk);
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            own: truetrue
            inside of a call: true
            3 true
            as ever: java.lang.ClassNotFoundException
            """);
    assertThat(types(host.ledger()))
        .containsExactly("tool_start", "tool_completed", "policy.checked");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aWebApplicationInTomcatIsRecordedAndNothingOfItStays(Jdk jdk) throws Exception {
    Host host =
        Host.compile(
                temp, "Tomcat", library("tomcat-embed-core"), library("tomcat-annotations-api"))
            .flags(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED")
            .arguments(temp.toString());
    Host.Run run = host.runAudited(jdk);
    // Tomcat warns of what a stopped application leaves in threads; for that it needs the flags.
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.out()).isEqualTo("own: true\ninside of a call: true\n3 true\nstopped\n");
    assertThat(types(host.ledger()))
        .containsExactly("tool_start", "tool_completed", "policy.checked");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFatJarOfSpringBootIsRecorded(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "FatJar");
    Path jar = temp.resolve("app.jar");
    host.launchedBy("-jar", fatJar(jar).toString());
    Host.Run run = host.runAudited(jdk);
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.out()).isEqualTo("own: LaunchedClassLoader\ninside of a call: true\n3 true\n");
    assertThat(types(host.audit().resolve("app")))
        .containsExactly("tool_start", "tool_completed", "policy.checked");
  }

  /** As Spring Boot's plugins lay it out: the loader unpacked, libraries stored as nested jars. */
  private Path fatJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", "FatJar");
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        JarFile loader = new JarFile(library("spring-boot-loader").toFile())) {
      for (JarEntry entry :
          loader.stream().filter(e -> !e.getName().contains("META-INF")).toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        loader.getInputStream(entry).transferTo(out);
      }
      for (String folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
        out.putNextEntry(new JarEntry(folder));
      }
      out.putNextEntry(new JarEntry("BOOT-INF/classes/FatJar.class"));
      Files.copy(temp.resolve("classes").resolve("FatJar.class"), out);
      byte[] api = Files.readAllBytes(Product.apiJar());
      JarEntry nested = new JarEntry("BOOT-INF/lib/tachograph-api.jar");
      CRC32 crc = new CRC32();
      crc.update(api);
      nested.setMethod(JarEntry.STORED);
      nested.setSize(api.length);
      nested.setCrc(crc.getValue());
      out.putNextEntry(nested);
      out.write(api);
    }
    return jar;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationOfNamedModulesIsRecorded(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Modular");
    host.launchedBy("-p", host.path(), "-m", "com.acme.modular/com.acme.modular.Modular");
    Host.Run run = host.runAudited(jdk);
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.out())
        .isEqualTo("own: com.acme.modular io.tachograph.api\ninside of a call: true\n3 true\n");
    assertThat(types(host.ledger()))
        .containsExactly("tool_start", "tool_completed", "policy.checked");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aLoaderWhoseClassesWereWovenAndCalledIsCollected(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "ThrowAway", tracing());
    Host.Run run = host.runAudited(jdk);
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.out()).isEqualTo("left: 0\n");
    assertThat(types(host.ledger())).filteredOn("task_start"::equals).hasSize(200);
    assertThat(Product.events(host.ledger()))
        .as("spans of loaders' own copies of the API")
        .anySatisfy(e -> assertThat(e.body().path("trace_id").asText()).startsWith("0af7651916"));
  }

  private static Path[] tracing() throws IOException {
    Path folder = Product.module().resolve("target").resolve("context-libraries");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("opentelemetry-(api|context|common)-.*"))
          .toArray(Path[]::new);
    }
  }

  @Test
  void nothingOfOursGrowsWithTheClassesOfTheHost() throws Exception {
    Host host = Host.compile(temp, "ManyClasses");
    Host.Run bare = host.run(Jdk.current());
    Host.Run audited = host.runAudited(Jdk.current(), "include=com.nowhere.*");
    assertThat(audited.out()).isEqualTo(bare.out());
    // It is none when all is quiet; one object for two hundred classes would be 95.
    assertThat(Long.parseLong(audited.errOfHost().replace("objects: ", ""))).isLessThan(95);
    assertThat(types(host.ledger())).isEmpty();
  }
}
