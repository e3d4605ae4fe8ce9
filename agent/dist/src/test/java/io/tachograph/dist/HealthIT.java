package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code health} says of a host that runs, of one that was killed, and on a disk that is full.
 */
@Timeout(180)
class HealthIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  /** An exit code, and what was said of the one ledger. */
  private record Health(int exitCode, JsonNode told) {
    static Health of(Path dir, String... more) throws Exception {
      String[] words = new String[more.length + 3];
      words[0] = "health";
      words[1] = dir.toString();
      words[2] = "--json";
      System.arraycopy(more, 0, words, 3, more.length);
      Command.Answer answer = Command.run(Jdk.current(), words);
      return new Health(answer.exitCode(), JSON.readTree(answer.text()));
    }

    String writer() {
      return told.path("writer").asText();
    }
  }

  @Test
  void aHostIsAliveUntilItIsKilled() throws Exception {
    Host host = Host.compile(temp, "CountedCalls");
    try (CountedCalls calls = new CountedCalls(host.startAudited(Jdk.current()))) {
      assertThat(calls.ran(10)).isEqualTo(10);
      Health alive = Health.of(host.audit(), "--min-free=1", "--live", "--max-age=1h");
      assertThat(alive.told().path("problems")).isEmpty();
      assertThat(alive.exitCode()).isZero();
      assertThat(alive.writer()).isEqualTo("alive");
      assertThat(alive.told().path("entries").asLong()).isGreaterThan(20);
      assertThat(alive.told().path("store_lag").isNumber()).isTrue();
      calls.kill();
    }
    Health gone = Health.of(host.audit(), "--min-free=1");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.writer()).isEqualTo("gone");
    assertThat(gone.told().path("problems").get(0).asText())
        .startsWith("its process is gone and did not close it: nothing is recorded since 20");

    try (CountedCalls again = new CountedCalls(host.startAudited(Jdk.current()))) {
      assertThat(again.end()).isZero();
    }
    Health closed = Health.of(host.audit(), "--min-free=1");
    assertThat(closed.told().path("problems")).isEmpty();
    assertThat(closed.exitCode()).isZero();
    assertThat(closed.writer()).isEqualTo("closed");
  }

  @Test
  void aFullDiskIsAProblemAndWhatWasNotRecordedIsTold() throws Exception {
    Host host = Host.compile(temp, "CountedCalls");
    Files.createDirectories(host.audit());
    String disk = host.audit().toString();
    boolean mounted = Mounts.run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk);
    if (!mounted) {
      System.out.println("SKIPPED: no file system may be mounted here, a full disk is not tested");
    }
    assumeTrue(mounted, "no file system may be mounted here");
    Path filler = host.audit().resolve("filler");
    try (CountedCalls calls = new CountedCalls(host.startAudited(Jdk.current()))) {
      assertThat(calls.ran(100)).isEqualTo(100);
      fill(filler);
      assertThat(calls.ran(10_000)).isEqualTo(10_000);
      Health full = Health.of(host.ledger(), "--min-free=1M");
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.writer()).isEqualTo("alive");
      assertThat(full.told().path("problems").toString())
          .contains("the disk is nearly full: free=");
      Files.delete(filler);
      assertThat(calls.ran(1)).isOne();
      Health again = Health.of(host.ledger(), "--min-free=1M", "--max-unrecorded=0");
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.told().path("problems").toString())
          .contains("events could not be recorded:");
      assertThat(again.told().path("log_errors").asLong()).isPositive();
      assertThat(calls.end()).isZero();
    } finally {
      Mounts.run("umount", "-l", disk);
    }
  }

  private static void fill(Path filler) {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // As intended.
    }
  }
}
