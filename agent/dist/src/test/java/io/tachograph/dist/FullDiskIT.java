package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    boolean mounted = Mounts.run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk());
    if (!mounted) {
      System.out.println("SKIPPED: no file system may be mounted here, a full disk is not tested");
    }
    assumeTrue(mounted, "no file system may be mounted here");
  }

  @AfterEach
  void unmountIt() throws Exception {
    Mounts.run("umount", "-l", disk());
  }

  private String disk() {
    return host.audit().toString();
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

  @Test
  void everyCallReturnsTheCountOfWhatIsMissingIsExactAndRecordingResumes() throws Exception {
    int exitCode;
    try (CountedCalls calls = new CountedCalls(host.startAudited(Jdk.current()))) {
      assertThat(calls.ran(CALLS_BEFORE)).isEqualTo(CALLS_BEFORE);
      fill();
      assertThat(calls.ran(CALLS_ON_THE_FULL_DISK)).isEqualTo(CALLS_ON_THE_FULL_DISK);
      Files.delete(filler());
      assertThat(calls.ran(1)).isOne();
      exitCode = calls.end();
    }
    assertThat(exitCode).as(Files.readString(temp.resolve("stderr"))).isZero();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    long ended = Product.count(events, "tool_completed");
    assertThat(ended).isGreaterThan(CALLS_BEFORE);
    assertThat(Product.unrecorded(events))
        .isEqualTo(CALLS_BEFORE + CALLS_ON_THE_FULL_DISK + 1 - ended)
        .isPositive();
    assertThat(events.get(events.size() - 1).type()).isEqualTo("ledger_closed");
  }

  @Test
  void closedRefusesWhatCannotBeRecordedAndGoesOnWithSpace() throws Exception {
    int exitCode;
    try (CountedCalls calls =
        new CountedCalls(host.startAudited(Jdk.current(), "on-failure=closed"))) {
      assertThat(calls.ran(CALLS_BEFORE)).isEqualTo(CALLS_BEFORE);
      fill();
      calls.ran(CALLS_ON_THE_FULL_DISK);
      assertThat(calls.ran(10)).isZero();
      Files.delete(filler());
      assertThat(calls.ran(1)).isOne();
      exitCode = calls.end();
    }
    assertThat(exitCode).as(Files.readString(temp.resolve("stderr"))).isZero();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
  }
}
