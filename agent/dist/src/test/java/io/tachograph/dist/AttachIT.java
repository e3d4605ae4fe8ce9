package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts that run when the agent comes, and go on when it leaves. */
@Timeout(180)
class AttachIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static String call(Process host, BufferedReader out, String line) throws IOException {
    Writer in = host.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
    return String.valueOf(out.readLine());
  }

  private static List<String> types(Path ledger) throws IOException {
    return Product.intactAndQuiet(ledger).stream().map(Event::type).toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aRunningHostIsRecordedFromAttachToDetachAndAgain(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Attached");
    Process process = host.start(jdk);
    String pid = String.valueOf(process.pid());
    String dir = "dir=" + host.audit();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(call(process, out, "before")).isEqualTo("before false false");
      assertThat(Command.run(jdk, "detach", pid))
          .isEqualTo(new Command.Answer(1, "tachograph: nothing is recorded\n"));

      Command.Answer attached = Command.run(jdk, "attach", pid, dir);
      assertThat(attached.text()).contains(" records to " + host.ledger() + "; keep this");
      assertThat(attached.exitCode()).isZero();
      assertThat(call(process, out, "first")).isEqualTo("first true true");
      assertThat(Command.run(jdk, "attach", pid, dir))
          .isEqualTo(
              new Command.Answer(1, "tachograph: already recording to " + host.ledger() + "\n"));

      assertThat(Command.run(jdk, "detach", pid))
          .isEqualTo(
              new Command.Answer(0, "tachograph: stopped; recorded to " + host.ledger() + "\n"));
      assertThat(call(process, out, "between")).isEqualTo("between false false");
      assertThat(types(host.ledger()))
          .containsExactly(
              "ledger_created",
              "ledger_opened",
              "instrumented",
              "tool_start",
              "tool_completed",
              "ledger_closed");

      Command.Answer mistaken = Command.run(jdk, "attach", pid, dir + ",serivce=x");
      assertThat(mistaken.exitCode()).isEqualTo(1);
      assertThat(mistaken.text()).contains("unknown option serivce").contains("service?");

      assertThat(Command.run(jdk, "attach", pid, dir + ",service=again").exitCode()).isZero();
      assertThat(call(process, out, "second")).isEqualTo("second true true");
      process.outputWriter(StandardCharsets.UTF_8).close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    assertThat(Product.intactAndQuiet(host.audit().resolve("again")))
        .filteredOn(event -> event.type().equals("tool_start"))
        .extracting(event -> event.data().path("payload").toString())
        .containsExactly("{\"line\":\"second\"}");
    assertThat(Files.readString(temp.resolve("stderr")).lines())
        .allMatch(line -> isOfTheJvm(jdk, line));
  }

  /** The JVM warns of a boot class path that grows, and from 21 on of agents loaded into it. */
  private static boolean isOfTheJvm(Jdk jdk, String line) {
    return line.contains(" VM warning: Sharing is only supported for boot loader classes")
        || (jdk.feature() >= 21 && line.startsWith("WARNING: "));
  }

  @Test
  void whereItCannotBeAttachedOneLineSaysWhy() throws Exception {
    long nobody = Long.MAX_VALUE;
    assertThat(Command.run(Jdk.current(), "attach", String.valueOf(nobody)))
        .isEqualTo(
            new Command.Answer(
                2, "tachograph: there is no process with this id: pid=" + nobody + "\n"));
    Host host = Host.compile(temp, "Attached").flags("-XX:+DisableAttachMechanism");
    Process process = host.start(Jdk.current());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(call(process, out, "before")).isEqualTo("before false false");
      Command.Answer refused = Command.run(Jdk.current(), "attach", String.valueOf(process.pid()));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.text())
          .hasLineCount(1)
          .startsWith("tachograph: cannot attach; it must be a Java process of the same user");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutALedgerAnAttachedHostRunsOnWhateverThePolicy() throws Exception {
    Host host = Host.compile(temp, "Attached");
    Files.writeString(host.audit(), "a file where the folder should be");
    Process process = host.start(Jdk.current());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(call(process, out, "before")).isEqualTo("before false false");
      Command.Answer refused =
          Command.run(
              Jdk.current(),
              "attach",
              String.valueOf(process.pid()),
              "on-failure=closed,dir=" + host.audit());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.text()).contains("not recording: the ledger's folder cannot be made");
      assertThat(call(process, out, "after")).isEqualTo("after false false");
    } finally {
      process.destroyForcibly();
    }
  }
}
