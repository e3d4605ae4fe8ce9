package io.tachograph.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the module table, each with its reason. Maven and the enforcer hold them first. */
class ModuleArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "io.tachograph.api",
              "io.tachograph.format",
              "io.tachograph.ledger",
              "io.tachograph.verifier",
              "io.tachograph.store",
              "io.tachograph.recorder",
              "io.tachograph.cli",
              "io.tachograph.ship",
              "io.tachograph.bootstrap",
              "io.tachograph.agent");

  /** A package, and what it may see of ours and of others. */
  record Row(String name, String reason, List<String> sees) {
    static Row of(String name, String reason, String... sees) {
      return new Row(name, reason, List.of(sees));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> table() {
    return Stream.of(
        Row.of("api", "a host compiles against it, so it brings nothing along"),
        Row.of("format", "pure functions, so that the verifier can trust it and nothing else"),
        Row.of(
            "ledger", "it neither knows the store nor calls", "format", "net.openhft", "org.slf4j"),
        Row.of("verifier", "a mistake of the writer must not be able to hide in it", "format"),
        Row.of(
            "store",
            "it is usable without ledger or agent",
            "org.sqlite",
            "com.fasterxml",
            "org.HdrHistogram"),
        Row.of(
            "recorder",
            "it alone knows both ledger and store",
            "api",
            "format",
            "ledger",
            "store",
            "com.fasterxml",
            "com.google.re2j"),
        Row.of("bootstrap", "every class of the host can see it", "api"),
        Row.of(
            "agent",
            "matching and advice know the recorder and the bridge",
            "api",
            "bootstrap",
            "format",
            "recorder",
            "ledger",
            "net.bytebuddy",
            "io.prometheus.metrics",
            "jdk.jfr",
            "org.sqlite.util"),
        Row.of(
            "cli",
            "it is thin",
            "format",
            "ledger",
            "verifier",
            "recorder",
            "store",
            "com.fasterxml",
            "com.sun.tools.attach",
            "picocli"),
        Row.of(
            "ship",
            "it reads ledgers as the verifier does, and knows no writer",
            "format",
            "verifier",
            "picocli",
            "org.postgresql",
            "com.zaxxer.hikari",
            "org.flywaydb",
            "org.apache.kafka",
            "io.prometheus"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aPackageSeesOnlyWhatTheTableAllows(Row row) {
    String[] allowed =
        Stream.concat(
                Stream.of("java..", "javax..", "sun.misc..", "org.jspecify..", own(row.name())),
                row.sees().stream().map(ModuleArrowsTest::own))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(own(row.name()))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .because(row.reason())
        .check(CLASSES);
  }

  /** With the packages inside of it, which are of the same module. */
  private static String own(String name) {
    boolean isOther = name.contains(".") || name.equals("picocli");
    return (isOther ? "" : "io.tachograph.") + name + "..";
  }

  @Test
  void everyModuleHasClassesHere() {
    assertThat(table())
        .allSatisfy(
            row ->
                assertThat(CLASSES.stream().map(c -> c.getPackageName()))
                    .contains("io.tachograph." + row.name()));
  }

  @Test
  void chronicleIsImportedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tachograph.ledger")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .because("the ledger is the one place that imports Chronicle")
        .check(CLASSES);
  }

  @Test
  void sqlIsInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tachograph.store..", "io.tachograph.ship.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .because("the store is the one place with SQL, and for PostgreSQL the sink")
        .check(CLASSES);
  }

  @Test
  void clientsOfEnginesAreSeenByTheirSinksAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.tachograph.ship")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.postgresql..", "com.zaxxer..", "org.flywaydb..", "org.apache.kafka..")
        .because("following ledgers and judging them is the same for every engine")
        .check(CLASSES);
  }

  @Test
  void byteBuddyIsSeenByTheClassesThatWeaveAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.tachograph.agent")
        .and()
        .haveNameNotMatching(
            ".*\\.([A-Za-z]+Weaver|MethodScan|WovenMethods|DeclaredMethod(Graph)?|Audited(Method|Parameters)"
                + "|(Later|Callback)?AuditAdvice|LoadClassAdvice)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .because("a host with nothing to audit loads of Byte Buddy the class file reader alone")
        .check(CLASSES);
  }
}
