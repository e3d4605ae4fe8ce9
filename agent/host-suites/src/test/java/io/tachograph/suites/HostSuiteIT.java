package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real suites, with every public method of the library and of its tests audited. */
class HostSuiteIT {
  private static final Path JAR = Path.of("../dist/target/tachograph.jar").toAbsolutePath();

  /** Bounds for what is recorded of each of many millions of calls. */
  private static final String LITTLE =
      "capture.depth=1,capture.string=64,capture.bytes=1024,capture.hash=4096";

  private static final String NONE = "-";

  @Test
  void commonsLangPassesAsWithout() throws Exception {
    passesAsWithout(new HostSuite("commons-lang3", "Java15Bug.*|.*JMH.*|.*[Jj]mh.*", NONE));
  }

  @Test
  void commonsTextPassesAsWithout() throws Exception {
    passesAsWithout(
        new HostSuite(
            "commons-text",
            ".*[Jj]mh.*|.*JMH.*",
            ".*localeFormatComparison.*|.*StringSubstitutorFilterReaderTest.*"));
  }

  private void passesAsWithout(HostSuite suite) throws Exception {
    assertThat(JAR).as("build agent/dist first").exists();
    suite.compile();
    for (Path java : javas()) {
      String on = " on " + java;
      SuiteResults bare = suite.run(java, "bare", List.of());
      AuditedLedger ledger = new AuditedLedger(suite.work().resolve("ledger"), suite.name());
      ledger.delete();
      SuiteResults audited = suite.run(java, "audited", List.of(agent(ledger)));
      List<String> differences = bare.differences(audited);
      String verdict = ledger.verified(JAR);
      String said =
          suite.name()
              + on
              + ": tests="
              + bare.tests()
              + " passed="
              + bare.passed()
              + " passed_audited="
              + audited.passed()
              + " megabytes="
              + ledger.megabytes()
              + "\n"
              + verdict
              + ledger.log();
      ledger.delete();
      Files.writeString(
          Path.of("target", "host-suites.txt"),
          said + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      assertThat(differences).as(said).isEmpty();
      assertThat(bare.tests()).as(said).isGreaterThan(1000);
    }
  }

  private static String agent(AuditedLedger ledger) {
    return "-javaagent:"
        + JAR
        + "=dir="
        + ledger.dir()
        + ",service="
        + ledger.service()
        + ",include=org.apache.commons.*,"
        + LITTLE;
  }

  /** The JDK that runs this, and the newest of those that are named. */
  private static List<Path> javas() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    for (String place : List.of("JAVA25_HOME", "JAVA_HOME_25_X64")) {
      if (System.getenv(place) != null) {
        homes.add(Path.of(System.getenv(place)));
      }
    }
    try (Stream<Path> installed =
        Files.isDirectory(Path.of("/usr/lib/jvm"))
            ? Files.list(Path.of("/usr/lib/jvm"))
            : Stream.empty()) {
      installed.filter(home -> home.toString().contains("25")).findFirst().ifPresent(homes::add);
    }
    return homes.stream().limit(2).map(home -> home.resolve("bin/java")).toList();
  }
}
