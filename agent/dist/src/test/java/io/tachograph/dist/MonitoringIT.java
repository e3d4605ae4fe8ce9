package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What JMX and JFR show of a recording, and that a host without them loads neither. */
@Timeout(180)
class MonitoringIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static String say(Process host, BufferedReader out, String line) throws IOException {
    host.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    return String.valueOf(out.readLine());
  }

  private static void end(Process host) throws Exception {
    host.outputWriter(StandardCharsets.UTF_8).close();
    assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theBeanComesWithThePlatformsServerAndGoesWithTheRecording(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Watched").flags("-Xlog:class+load:file=classes.log");
    Process process = host.startAudited(jdk);
    String pid = String.valueOf(process.pid());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(say(process, out, "one")).isEqualTo("one");
      assertThat(Files.readString(temp.resolve("classes.log")))
          .contains("io.tachograph.agent.monitoring.Monitoring ")
          .doesNotContain(" javax.management.MBeanServerFactory ", " jdk.jfr.");
      // A host that makes servers of its own finds no other beside them.
      assertThat(say(process, out, "own server"))
          .isEqualTo("1 [JMImplementation:type=MBeanServerDelegate]");
      assertThat(say(process, out, "bean"))
          .startsWith("io.tachograph:type=Recorder {java.lang.String LastCheckpointTime=20")
          .contains(
              "java.lang.String Ledger=" + host.ledger(),
              "long Appended=3,",
              "long Failed=0,",
              "long Redacted=1,",
              "long Errors=0,")
          .doesNotContainPattern("(Bytes|AppendNanosP50|AppendNanosMax|LastCheckpointEntries)=0");

      assertThat(Command.run(jdk, "detach", pid).exitCode()).isZero();
      assertThat(say(process, out, "is there a bean")).isEqualTo("false");
      assertThat(Command.run(jdk, "attach", pid, "service=again,dir=" + host.audit()).exitCode())
          .isZero();
      assertThat(say(process, out, "bean"))
          .contains("Ledger=" + host.audit().resolve("again"), "long Appended=1,");
      end(process);
    } finally {
      process.destroyForcibly();
    }
    Product.intactAndQuiet(host.ledger());
    Product.intactAndQuiet(host.audit().resolve("again"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFlightRecordingHasSlowAppends(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Watched");
    Process process = host.startAudited(jdk);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(say(process, out, "events"))
          .matches(
              host.ledger()
                  + " seq=\\d+ bytes=true took=true by=main enabled=true threshold=10 ms");
      end(process);
    } finally {
      process.destroyForcibly();
    }
    Product.intactAndQuiet(host.ledger());
  }
}
