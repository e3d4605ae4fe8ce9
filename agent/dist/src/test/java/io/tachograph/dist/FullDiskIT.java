package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.dist.Product.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host whose audit folder stands on a disk of 64 MiB that is full. */
@Timeout(180)
class FullDiskIT {
  private static final int CALLS_BEFORE = 100;
  private static final int CALLS_ON_THE_FULL_DISK = 10_000;

  @TempDir Path temp;

  private Host host;

  @BeforeEach
  void mountADisk() throws Exception {
    host = Host.compile(temp, "CountedCalls");
    Files.createDirectories(host.audit());
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk());
    if (!mounted) {
      System.out.println("SKIPPED: no file system may be mounted here, a full disk is not tested");
    }
    assumeTrue(mounted, "no file system may be mounted here");
  }

  @AfterEach
  void unmountIt() throws Exception {
    run("umount", "-l", disk());
  }

  private String disk() {
    return host.audit().toString();
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path filler() {
    return host.audit().resolve("filler");
  }

  private void fill() throws IOException {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // As intended.
    }
  }

  private static String call(Process process, BufferedReader out, int times) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(times + "\n");
    in.flush();
    return String.valueOf(out.readLine());
  }

  @Test
  void everyCallReturnsTheCountOfWhatIsMissingIsExactAndRecordingResumes() throws Exception {
    Process process = host.startAudited(Jdk.current());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(call(process, out, CALLS_BEFORE)).isEqualTo("ran=100 refused=0");
      fill();
      assertThat(call(process, out, CALLS_ON_THE_FULL_DISK)).isEqualTo("ran=10000 refused=0");
      Files.delete(filler());
      assertThat(call(process, out, 1)).isEqualTo("ran=1 refused=0");
      process.outputWriter(StandardCharsets.UTF_8).close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).as(Files.readString(temp.resolve("stderr"))).isZero();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    long ended = count(events, "tool_completed");
    long unrecorded =
        events.stream()
            .filter(event -> event.type().equals("gap"))
            .mapToLong(event -> event.data().path("unrecorded").asLong())
            .sum();
    assertThat(ended).isGreaterThan(CALLS_BEFORE);
    assertThat(unrecorded)
        .isEqualTo(CALLS_BEFORE + CALLS_ON_THE_FULL_DISK + 1 - ended)
        .isPositive();
    assertThat(events.get(events.size() - 1).type()).isEqualTo("ledger_closed");
  }

  @Test
  void closedRefusesWhatCannotBeRecordedAndGoesOnWithSpace() throws Exception {
    Process process = host.startAudited(Jdk.current(), "on-failure=closed");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(call(process, out, CALLS_BEFORE)).isEqualTo("ran=100 refused=0");
      fill();
      call(process, out, CALLS_ON_THE_FULL_DISK);
      assertThat(call(process, out, 10)).isEqualTo("ran=0 refused=10");
      Files.delete(filler());
      assertThat(call(process, out, 1)).isEqualTo("ran=1 refused=0");
      process.outputWriter(StandardCharsets.UTF_8).close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).as(Files.readString(temp.resolve("stderr"))).isZero();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
  }

  private static long count(List<Event> events, String type) {
    return events.stream().filter(event -> event.type().equals(type)).count();
  }
}
