package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each fault of the ledger under both failure policies: with {@code open} every call runs and what
 * is missing is counted, with {@code closed} no call runs that is not recorded. A full disk is in
 * {@link FullDiskIT}.
 */
@Timeout(180)
class FailurePolicyIT {
  private static final int CALLS = 100;

  /** More than fit into the space that is made ahead of the writer. */
  private static final int MANY_CALLS = 60_000;

  @TempDir Path temp;

  private Host host;
  private CountedCalls calls;
  private boolean mounted;

  @BeforeEach
  void compile() throws Exception {
    host = Host.compile(temp, "CountedCalls");
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (calls != null) {
      calls.close();
    }
    if (mounted) {
      Mounts.run("umount", "-l", host.audit().toString());
    }
  }

  private void start(String policy, String... options) throws IOException {
    String[] all =
        Stream.concat(Stream.of("on-failure=" + policy), Stream.of(options)).toArray(String[]::new);
    calls = new CountedCalls(host.startAudited(Jdk.current(), all));
  }

  private void endInOrder() throws Exception {
    int exitCode = calls.end();
    assertThat(exitCode).as(stderr()).isZero();
  }

  private String stderr() throws IOException {
    return Files.readString(temp.resolve("stderr"));
  }

  private Fault fault() throws Exception {
    Fault fault = Fault.prepare(host, temp);
    assumeTrue(fault != null, "no C compiler");
    return fault;
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aQuotaThatIsUsedUp(String policy) throws Exception {
    Fault fault = fault();
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    fault.begin(Fault.QUOTA);
    int ran = calls.ran(MANY_CALLS);
    if (policy.equals("open")) {
      assertThat(ran).isEqualTo(MANY_CALLS);
    } else {
      assertThat(ran).isLessThan(MANY_CALLS);
      assertThat(calls.ran(CALLS)).isZero();
    }
    fault.end();
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    assertThat(Product.unrecorded(events)).isPositive();
    if (policy.equals("open")) {
      assertThat(Product.count(events, "tool_completed") + Product.unrecorded(events))
          .isEqualTo(2L * CALLS + MANY_CALLS);
    }
    assertThat(Files.readString(host.ledger().resolve("agent.log")))
        .contains("Disk quota exceeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aDiskThatDoesNotSync(String policy) throws Exception {
    Fault fault = fault();
    start(policy, "durability=fsync");
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    fault.begin(Fault.SYNC);
    assertThat(calls.ran(CALLS)).isEqualTo(policy.equals("open") ? CALLS : 0);
    fault.end();
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    assertThat(Product.unrecorded(events)).isPositive();
    assertThat(Product.count(events, "ledger_closed")).isOne();
    assertThat(Files.readString(host.ledger().resolve("agent.log")))
        .contains("the disk did not take what was written", "sync failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aClockThatStepsBack(String policy) throws Exception {
    Fault fault = fault();
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    fault.begin(Fault.CLOCK);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    fault.end();
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    List<Event> events = Product.intactAndQuiet(host.ledger());
    assertThat(Product.count(events, "tool_completed")).isEqualTo(3 * CALLS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aFolderThatIsDeletedUnderTheWriter(String policy) throws Exception {
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    delete(host.ledger());
    if (policy.equals("open")) {
      assertThat(calls.ran(MANY_CALLS)).isEqualTo(MANY_CALLS);
    } else {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      int refused = 0;
      while (refused == 0 && System.nanoTime() < end) {
        refused = CALLS - calls.ran(CALLS);
      }
      assertThat(refused).isPositive();
      assertThat(calls.ran(CALLS)).isZero();
    }
    endInOrder();
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    // A checkpoint that was signed meanwhile, of entries that are gone, is evidence: it is left
    // alone.
    Path besideIt = host.audit().resolve("CountedCalls-2");
    Path next = Files.exists(besideIt) ? besideIt : host.ledger();
    assertThat(Product.verify(next).findings()).isEmpty();
    assertThat(Product.count(Product.events(next), "tool_completed")).isEqualTo(CALLS);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aFolderThatIsMadeReadOnly(String policy) throws Exception {
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    String folder = host.audit().toString();
    mounted = Mounts.run("mount", "--bind", folder, folder);
    boolean readOnly = mounted && Mounts.run("mount", "-o", "remount,bind,ro", folder);
    if (!readOnly) {
      System.out.println("SKIPPED: nothing may be mounted here, a read-only folder is not tested");
    }
    assumeTrue(readOnly, "nothing may be mounted here");
    // The roll file is open and has space: what is recorded needs no new file, only its seal does.
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    assertThat(Mounts.run("umount", folder)).isTrue();
    mounted = false;
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    assertThat(Product.count(events, "tool_completed")).isEqualTo(3 * CALLS);
    assertThat(Product.unrecorded(events)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aFolderThatIsReadOnlyFromTheStart(String policy) throws Exception {
    Files.createDirectories(host.audit());
    mounted = Mounts.run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", host.audit().toString());
    if (!mounted) {
      System.out.println("SKIPPED: nothing may be mounted here, a read-only disk is not tested");
    }
    assumeTrue(mounted, "nothing may be mounted here");
    start(policy);
    if (policy.equals("open")) {
      assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
      endInOrder();
    } else {
      assertThat(calls.exitCode()).isEqualTo(1);
    }
    assertThat(stderr().lines()).hasSize(1);
    assertThat(stderr())
        .startsWith("tachograph: not recording: ")
        .contains("Read-only file system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "closed"})
  void aLedgerThatIsDamagedAtItsEnd(String policy) throws Exception {
    start(policy, "checkpoint.interval=1h", "checkpoint.entries=1000000");
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    calls.kill();
    damageLastEntry();
    start(policy);
    assertThat(calls.ran(CALLS)).isEqualTo(CALLS);
    endInOrder();
    List<Event> events = Product.events(host.ledger());
    assertThat(Product.count(events, "ledger_damaged")).isOne();
    assertThat(Product.verify(host.ledger()).findings()).hasSize(1);
    assertThat(Product.count(events, "tool_completed")).isBetween(2L * CALLS - 1, 2L * CALLS);
  }

  /** Changes the body of the last entry: the one whose argument stands last in the roll file. */
  private void damageLastEntry() throws IOException {
    Path roll;
    try (Stream<Path> files = Files.list(host.ledger().resolve("ledger"))) {
      roll =
          files
              .filter(file -> file.toString().endsWith(".cq4"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    byte[] mark = "\"duration_ns\"".getBytes(StandardCharsets.US_ASCII);
    try (RandomAccessFile file = new RandomAccessFile(roll.toFile(), "rw")) {
      byte[] head = new byte[2 << 20];
      file.readFully(head);
      int at = head.length - mark.length;
      while (!java.util.Arrays.equals(head, at, at + mark.length, mark, 0, mark.length)) {
        at--;
      }
      file.seek(at + 1);
      file.write('D');
    }
  }
}
