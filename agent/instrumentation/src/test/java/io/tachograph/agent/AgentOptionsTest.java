package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.agent.metrics.MetricsAddress;
import io.tachograph.agent.preset.Presets;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.BackupSchedule;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CaptureLimits;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOptionsTest {
  private static final Map<String, String> NONE = Map.of();

  private static AgentOptions read(String argument) throws OptionsException {
    return AgentOptions.read(argument, NONE, NONE, "com.acme.Main");
  }

  @Test
  void withoutOptionsTheServiceIsNamedAfterTheMainClass() throws Exception {
    AgentOptions options = read(null);
    assertThat(options.enabled()).isTrue();
    assertThat(options.recording().service()).isEqualTo("Main");
    assertThat(options.recording().dir()).isEqualTo(Path.of("tachograph").toAbsolutePath());
    assertThat(options.recording().onFailure()).isEqualTo(FailurePolicy.OPEN);
    assertThat(options.recording().redaction().redacts("userPassword")).isTrue();
  }

  @Test
  void whatIsSaidToBeTheDefaultIs() throws Exception {
    AgentOptions options = read(null);
    assertThat(options.recording().limits()).isEqualTo(CaptureLimits.DEFAULT);
    assertThat(options.recording().sealing().every()).isEqualTo(Sealing.DEFAULT_INTERVAL);
    assertThat(options.recording().sealing().everyEntries()).isEqualTo(Sealing.DEFAULT_ENTRIES);
    assertThat(options.recording().sealing().keyLifetime()).isEqualTo(Sealing.DEFAULT_KEY_LIFETIME);
    assertThat(options.presets()).isEqualTo(Presets.ALL);
    assertThat(options.prompts()).isFalse();
  }

  @Test
  void theFirstPlaceWhereAnOptionIsGivenIsItsOrigin() throws Exception {
    OptionSources sources =
        OptionSources.read(
            "dir=a",
            Map.of("tachograph.dir", "b", "tachograph.roll", "hourly"),
            Map.of("TACHOGRAPH_ROLL", "daily", "TACHOGRAPH_CAPTURE_DEPTH", "3"));
    assertThat(sources.origin(Option.DIR)).isEqualTo("the agent's argument");
    assertThat(sources.origin(Option.ROLL)).isEqualTo("the system properties: tachograph.roll");
    assertThat(sources.origin(Option.CAPTURE_DEPTH))
        .isEqualTo("the environment: TACHOGRAPH_CAPTURE_DEPTH");
    assertThat(sources.origin(Option.BACKUP)).isNull();
  }

  @Test
  void sealingIsConfigured() throws Exception {
    AgentOptions defaults = read(null);
    assertThat(defaults.recording().sealing().everyEntries()).isEqualTo(1_000);
    assertThat(defaults.recording().sealing().every()).isEqualTo(Duration.ofSeconds(1));
    assertThat(defaults.recording().sealing().keyLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(defaults.recording().sealing().signingKey()).isNull();
    assertThat(defaults.recording().roll()).isEqualTo(RollInterval.DAILY);
    AgentOptions options =
        read(
            "signing-key=/k.pem,checkpoint.entries=5,checkpoint.interval=250ms,key.lifetime=90m,"
                + "roll=hourly");
    assertThat(options.recording().sealing().everyEntries()).isEqualTo(5);
    assertThat(options.recording().sealing().every()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.recording().sealing().keyLifetime()).isEqualTo(Duration.ofMinutes(90));
    assertThat(options.recording().sealing().signingKey()).isEqualTo(Path.of("/k.pem"));
    assertThat(options.recording().roll()).isEqualTo(RollInterval.HOURLY);
  }

  @Test
  void documentsAreImportedFromTheFolderThatIsNamed() throws Exception {
    assertThat(read(null).recording().legacy()).isNull();
    assertThat(read("legacy=/nowhere/./state").recording().legacy())
        .isEqualTo(Path.of("/nowhere/state"));
    assertThat(read("legacy=state").recording().legacy())
        .isEqualTo(Path.of("state").toAbsolutePath());
    assertThatThrownBy(() -> read("legacy="))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining("bad value of option legacy: it is a folder: legacy=");
  }

  @Test
  void annotationsOfOursComeFirstThenTasksThenTools() throws Exception {
    assertThat(read("annotations.tools=com.acme.A,com.acme.B$C,annotations.tasks=D").annotations())
        .startsWith(
            new AuditAnnotation("io.tachograph.api.AuditedTask", CallKind.TASK),
            new AuditAnnotation("io.tachograph.api.AuditedTool", CallKind.TOOL),
            new AuditAnnotation("D", CallKind.TASK),
            new AuditAnnotation("com.acme.A", CallKind.TOOL),
            new AuditAnnotation("com.acme.B$C", CallKind.TOOL));
  }

  @Test
  void metricsAreServedWhereAPortIsGivenAndToThisMachineUnlessToldOtherwise() throws Exception {
    assertThat(read(null).metrics()).isNull();
    assertThat(read("metrics.address=0.0.0.0").metrics()).isNull();
    assertThat(read("metrics.port=9464").metrics())
        .isEqualTo(new MetricsAddress("127.0.0.1", 9464));
    assertThat(read("metrics.port=0,metrics.address=::1").metrics())
        .isEqualTo(new MetricsAddress("::1", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.port=65536, 'a port, 1 to 65535'",
    "metrics.port=-1, 'a port, 1 to 65535'",
    "metrics.port=http, a whole number",
    "'metrics.port=1,metrics.address=localhost', an IP address",
    "'metrics.port=1,metrics.address=10.0.0.256', an IP address",
    "'metrics.port=1,metrics.address=10.0.1', an IP address",
    "'metrics.port=1,metrics.address=', an IP address",
  })
  void whereMetricsCannotBeServedIsRefused(String argument, String expected) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining("bad value of option metrics.")
        .hasMessageContaining(expected);
  }

  @Test
  void backupsAreMadeWhenToldTo() throws Exception {
    assertThat(read(null).recording().backups()).isEqualTo(BackupSchedule.OFF);
    assertThat(read("backup=off").recording().backups()).isEqualTo(BackupSchedule.OFF);
    assertThat(read("backup=daily").recording().backups()).isEqualTo(BackupSchedule.DAILY);
    assertThatThrownBy(() -> read("backup=weekly"))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining("it is daily or off: backup=weekly");
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint.entries=0",
    "checkpoint.interval=1",
    "checkpoint.interval=0s",
    "key.lifetime=1d",
    "roll=weekly"
  })
  void badSealingIsRefusedByName(String argument) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining(argument);
  }

  @Test
  void aValueMayHoldCommas() throws Exception {
    AgentOptions options =
        read("dir=/x,include=com.acme.Tools#search,com.acme.*Tool,service=y,redact=iban,pin");
    assertThat(options.recording().dir()).isEqualTo(Path.of("/x"));
    assertThat(options.recording().service()).isEqualTo("y");
    assertThat(options.recording().redaction().redacts("customerIban")).isTrue();
    assertThat(options.recording().redaction().redacts("pin")).isTrue();
    Includes includes = options.includes();
    assertThat(includes.kindOf("com.acme.Tools", "search", false)).isEqualTo(CallKind.TOOL);
    assertThat(includes.kindOf("com.acme.Tools", "other", true)).isNull();
    assertThat(includes.kindOf("com.acme.deep.PriceTool", "price", true)).isEqualTo(CallKind.TOOL);
    assertThat(includes.kindOf("com.acme.PriceTool", "price", false)).isNull();
    assertThat(includes.kindOf("com.acme.PriceTool", "toString", true)).isNull();
    assertThat(includes.matchesClass("com.other.PriceTool")).isFalse();
  }

  @Test
  void whatIsRedactedIsConfigured() throws Exception {
    Redaction redaction =
        read("redact.patterns=EMP-[0-9]{3,5},a\\,b,redact=pin,redact.values=false")
            .recording()
            .redaction();
    assertThat(redaction.text("EMP-12345 a,b 4539578763621486"))
        .isEqualTo("[redacted] [redacted] 4539578763621486");
    assertThat(redaction.redacts("userPin")).isTrue();
    assertThat(redaction.redacts("max_tokens")).isFalse();
    assertThat(redaction.keyId()).isNull();
  }

  @Test
  void aKeyMakesEqualValuesMatch(@TempDir Path dir) throws Exception {
    Path file = Files.write(dir.resolve("key"), new byte[32]);
    Redaction redaction = read("redact.mode=hmac,redact.key-file=" + file).recording().redaction();
    assertThat(redaction.text("pwd=x1, pwd=x1"))
        .matches("pwd=(\\[redacted:hmac-sha256:[A-Za-z0-9_-]{22}]), pwd=\\1");
    assertThat(redaction.keyId()).hasSize(16);
    Files.write(file, new byte[5]);
    assertThatThrownBy(() -> read("redact.mode=hmac,redact.key-file=" + file))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining("a key has from 32 to 4096 bytes: bytes=5");
  }

  @Test
  void howMuchIsKeptIsSaidForAllAndForEach() throws Exception {
    Includes includes =
        read("capture=names,include=a.B#c:full,a.B:none,a.D,include.tasks=a.B#t:names").includes();
    assertThat(includes.captureOf("a.B", "c", true)).isEqualTo(CaptureMode.FULL);
    assertThat(includes.captureOf("a.B", "other", true)).isEqualTo(CaptureMode.NONE);
    assertThat(includes.captureOf("a.B", "other", false)).isEqualTo(CaptureMode.NAMES);
    assertThat(includes.captureOf("a.D", "d", true)).isEqualTo(CaptureMode.NAMES);
    assertThat(includes.captureOf("x.Y", "z", true)).isEqualTo(CaptureMode.NAMES);
    assertThat(includes.kindOf("a.B", "c", false)).isEqualTo(CallKind.TOOL);
    assertThat(read(null).includes().captureOf("x.Y", "z", true)).isEqualTo(CaptureMode.FULL);
  }

  @Test
  void theArgumentCountsBeforePropertiesBeforeTheEnvironmentBeforeTheFile(@TempDir Path dir)
      throws Exception {
    Path file = Files.writeString(dir.resolve("t.properties"), "service=file\nredact=file\n");
    Map<String, String> environment =
        Map.of(
            "TACHOGRAPH_SERVICE",
            "environment",
            "TACHOGRAPH_ON_FAILURE",
            "closed",
            "TACHOGRAPH_CAPTURE_DEPTH",
            "9",
            "OTHER",
            "x");
    Map<String, String> properties =
        Map.of("tachograph.service", "property", "tachograph.config", file.toString(), "a.b", "c");
    AgentOptions all =
        AgentOptions.read("service=argument", properties, environment, "com.acme.Main");
    assertThat(all.recording().service()).isEqualTo("argument");
    assertThat(all.recording().onFailure()).isEqualTo(FailurePolicy.CLOSED);
    assertThat(all.recording().limits().depth()).isEqualTo(9);
    assertThat(all.recording().redaction().redacts("file")).isTrue();
    assertThat(AgentOptions.read("", properties, environment, "M").recording().service())
        .isEqualTo("property");
    assertThat(AgentOptions.read("", NONE, environment, "M").recording().service())
        .isEqualTo("environment");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense=1|unknown option nonsense in the agent's argument",
        "onfailure=closed|did you mean on-failure?",
        "service=a/b|bad value of option service",
        "service=..|bad value of option service",
        "enabled=yes|it is true or false: enabled=yes",
        "include=a b|bad value of option include",
        "annotations.tools=com.acme.*|bad value of option annotations.tools",
        "annotations.tasks=Lcom/acme/Step;|bad value of option annotations.tasks",
        "include=a#b#c|bad value of option include",
        "include=a#b:some|:none, :names or :full or nothing: include=a#b:some",
        "capture=all|it is none or names or full: capture=all",
        "redact.paths=payload..ssn|bad value of option redact.paths: of any depth is not known",
        "redact.classes=a#b|bad value of option redact.classes: not a class's name: a#b",
        "redact.patterns=a(b|bad value of option redact.patterns: missing closing )",
        "redact.patterns=x*|it fits the empty text: x*",
        "redact.values=no|bad value of option redact.values: it is true or false: no",
        "redact.mode=sha|bad value of option redact.mode: it is plain or hmac: sha",
        "redact.mode=hmac|bad value of option redact.mode: hmac needs a key: give redact.key-file"
            + " too",
        "redact.mode=hmac,redact.key-file=/no/k|bad value of option redact.key-file: the file"
            + " cannot",
        "redact.key-file=/no/k|it is for redact.mode=hmac alone",
        "capture.bytes=3|capture.bytes is from 1024",
        "capture.hash=-1|capture.hash is from 0",
        "justaword|unknown option justaword"
      })
  void mistakesAreNamed(String argument, String message) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(OptionsException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aMistakeBesideOnFailureClosedKeepsTheHostFromStarting() {
    assertThatThrownBy(() -> read("on-failure=closed,nonsense=1"))
        .isInstanceOfSatisfying(OptionsException.class, e -> assertThat(e.closed()).isTrue());
    assertThatThrownBy(() -> read("capture.depth=x,on-failure=closed"))
        .isInstanceOfSatisfying(OptionsException.class, e -> assertThat(e.closed()).isTrue());
    assertThatThrownBy(() -> read("nonsense=1"))
        .isInstanceOfSatisfying(OptionsException.class, e -> assertThat(e.closed()).isFalse());
  }

  @Test
  void anyTextIsTakenOrRefusedWithOneLine() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "dirsevcon-f.aluegpth=,,,== #*\u00e4/\\1";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(read(text.toString()).recording().service()).isNotEmpty();
      } catch (OptionsException e) {
        assertThat(e.getMessage()).as("seed=%d text=%s", seed, text).isNotBlank();
      }
    }
  }

  @Test
  void theDigestTellsOptionsApartAndNotTheirOrder() throws Exception {
    String one = read("dir=/x,service=y").recording().configDigest();
    assertThat(read("service=y,dir=/x").recording().configDigest()).isEqualTo(one).hasSize(64);
    assertThat(read("service=z,dir=/x").recording().configDigest()).isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Main, Main",
    "com.acme.Outer$Inner, Outer_Inner",
    "/opt/app/orders-1.2.jar, orders-1.2",
    "C:\\app\\orders.jar, orders",
    "my.module/com.acme.Main, Main",
    "'', jvm"
  })
  void servicesAreNamedAfterMainClassesAndJars(String mainClass, String service) {
    assertThat(HostMain.serviceName(mainClass)).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Main a b, com.acme.Main",
    "/opt/my app/orders.jar x, /opt/my app/orders.jar",
    "orders.jar, orders.jar",
    "'', ''"
  })
  void theMainClassOrJarIsTheCommandsFirstWord(String command, String main) {
    assertThat(HostMain.of(Map.of("sun.java.command", command))).isEqualTo(main);
    assertThat(HostMain.of(NONE)).isEmpty();
  }
}
