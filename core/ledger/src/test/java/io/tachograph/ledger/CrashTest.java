package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.EventType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writer again and again: at random moments, at the steps of sealing and of the exchange of
 * keys, and inside of appends and rolls. After each, everything that was acknowledged is there, and
 * the next writer goes on. How often: {@code -Dtachograph.crash.kills=500}.
 */
@Timeout(3_600)
class CrashTest {
  private static final int KILLS = Integer.getInteger("tachograph.crash.kills", 12);
  private static final int KILLS_A_LEDGER = 12;
  private static final EventType TYPE = EventType.of("tested");
  private static final byte[] BODY = "{\"data\":{}}".getBytes(UTF_8);

  @TempDir Path temp;
  private int unsealedCloses;

  @Test
  void nothingThatWasAcknowledgedIsLostAndTheChainGoesOn() throws Exception {
    long seed = Long.getLong("tachograph.crash.seed", System.nanoTime());
    Random random = new Random(seed);
    int kills = 0;
    while (kills < KILLS) {
      Path folder = Files.createDirectory(temp.resolve("after-" + kills));
      long clockStart = EpochClock.SYSTEM.nanos();
      for (int i = 0; i < KILLS_A_LEDGER && kills < KILLS; i++) {
        String halt = halt(random, kills);
        String row = "seed=" + seed + " kill=" + kills + " halt=" + halt;
        kill(folder, clockStart, halt, 20 + random.nextInt(400));
        try {
          judge(folder, clockStart);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(row + " path=" + folder, e);
        }
        kills++;
      }
      delete(folder);
    }
    System.out.println(
        "killed a writer "
            + kills
            + " times, seed="
            + seed
            + ", sealed only by a second start: "
            + unsealedCloses);
    assertThat(unsealedCloses).as("seed=%d", seed).isLessThanOrEqualTo(1 + kills / 20);
  }

  private static String halt(Random random, int kill) {
    return switch (kill % 3) {
      case 0 -> "none";
      case 1 -> "clock:" + (1 + random.nextInt(2_000));
      default -> {
        FaultyFiles.Fault[] faults = FaultyFiles.Fault.values();
        yield "files:" + (1 + random.nextInt(40)) + ":" + faults[random.nextInt(faults.length)];
      }
    };
  }

  private static void kill(Path folder, long clockStart, String halt, long afterMillis)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CrashingWriter.class.getName());
    command.addAll(List.of(folder.toString(), String.valueOf(clockStart), halt));
    Process writer =
        new ProcessBuilder(command).redirectError(folder.resolve("stderr").toFile()).start();
    try {
      int first = writer.getInputStream().read();
      if (first >= 0) {
        writer.waitFor(afterMillis, TimeUnit.MILLISECONDS);
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    String err = Files.readString(folder.resolve("stderr"));
    assertThat(err).doesNotContain("Exception in thread");
  }

  private void judge(Path folder, long clockStart) throws Exception {
    Path file = folder.resolve(CrashingWriter.ACKNOWLEDGED);
    long acknowledged =
        Files.exists(file) && Files.size(file) > 0
            ? ByteBuffer.wrap(Files.readAllBytes(file)).getLong()
            : -1;
    if (acknowledged >= 0) {
      VerifierJudge.requireNoFindings(folder);
    }
    List<String> trouble = new ArrayList<>();
    Sealing sealing =
        Sealing.DEFAULT.withTrouble(
            (what, e) -> {
              synchronized (trouble) {
                trouble.add(what + ": " + e);
              }
            });
    long goneOn;
    try (ChronicleLedger ledger =
        ChronicleLedger.open(
            folder,
            CrashingWriter.settings(CrashingWriter.clock(clockStart)).withSealing(sealing))) {
      assertThat(ledger.head().seq()).isGreaterThan(acknowledged);
      goneOn = ledger.append(1, 1, TYPE, BODY, 0, BODY.length);
    }
    assertThat(trouble).isEmpty();
    if (VerifierJudge.requireNoFindings(folder).unsealed() > 0) {
      // Closing waits a bounded time for a busy disk; what was not sealed is at the next start.
      unsealedCloses++;
      ChronicleLedger.open(folder, CrashingWriter.settings(CrashingWriter.clock(clockStart)))
          .close();
    }
    VerifierJudge.requireSealed(folder);
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    var entries = SealJudge.entries(folder);
    assertThat(entries).hasSizeGreaterThan((int) goneOn);
    for (int seq = 0; seq < entries.size(); seq++) {
      assertThat(entries.get(seq).seq()).isEqualTo(seq);
    }
    assertThat(judged.get(judged.size() - 1).size()).isEqualTo(entries.size());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
