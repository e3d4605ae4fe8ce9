package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real suites, with every public method of the library and of its tests audited. */
class HostSuiteIT {
  private static final Path JAR =
      Path.of("../dist/target/tachograph.jar").toAbsolutePath().normalize();

  /** Bounds for what is recorded of each of many millions of calls. */
  private static final String LITTLE =
      "capture.depth=1,capture.string=64,capture.bytes=1024,capture.hash=4096";

  private static final HostSuite LANG =
      new HostSuite(
          "commons-lang3",
          "Java15Bug.*|.*JMH.*|.*[Jj]mh.*",
          ".*testTimeZoneStrategy_DateFormatSymbols.*",
          SuitePart.divided(
              "main package",
              "org\\.apache\\.commons\\.lang3\\.\\w+Test",
              "other packages",
              "org\\.apache\\.commons\\.lang3\\.(?!time\\.).*Test",
              "time",
              ".*\\.time\\.(?!FastDateParser_TimeZoneStrategyTest).*Test",
              "time zones"));

  private static final HostSuite TEXT =
      new HostSuite(
          "commons-text",
          ".*[Jj]mh.*|.*JMH.*",
          ".*localeFormatComparison.*|.*StringSubstitutorFilterReaderTest.*",
          SuitePart.divided("all"));

  /** {@code suites.only} is how {@code suite/part} begins, such as {@code commons-lang3/time}. */
  static Stream<Arguments> chosen() throws IOException {
    String only = System.getProperty("suites.only", "");
    List<HostSuite> suites =
        Stream.of(TEXT, LANG)
            .map(suite -> suite.partsThat(part -> (suite + "/" + part.name()).startsWith(only)))
            .filter(suite -> !suite.parts().isEmpty())
            .toList();
    return Jdk.chosen().stream()
        .flatMap(jdk -> suites.stream().map(suite -> Arguments.of(suite, jdk)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("chosen")
  void passesAsWithout(HostSuite suite, Jdk jdk) throws Exception {
    assertThat(JAR).as("build agent/dist first").exists();
    suite.compile();
    SuiteReport report = new SuiteReport(suite, jdk);
    for (SuitePart part : suite.parts()) {
      String place = "jdk" + jdk.feature() + "/" + part.name().replace(' ', '-');
      Path folder = suite.work().resolve(place);
      AuditedLedger ledger = new AuditedLedger(folder.resolve("ledger"), suite.name());
      ledger.delete();
      SuiteRun bare = SuiteRun.of(suite, part, jdk, folder.resolve("bare"), List.of());
      SuiteRun audited =
          SuiteRun.of(suite, part, jdk, folder.resolve("audited"), List.of(agent(ledger)));
      if (report.add(part, bare, audited, ledger, ledger.verified(JAR))) {
        ledger.delete();
      }
    }
    report.end();
    assertThat(report.faults())
        .as("the ledgers of these are kept under %s", suite.work())
        .isEmpty();
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
}
