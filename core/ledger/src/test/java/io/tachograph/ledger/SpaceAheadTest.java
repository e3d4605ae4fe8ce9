package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpaceAheadTest {
  private static final int ROUNDS = 41;
  private static final long BLOCK_BYTES = 256L << 20;

  /** The one that the thread is at, the writer's own, and some for a writer that lost its turn. */
  private static final long FEW_PIECES_BYTES = 8 * (256L << 10);

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Three lines of {@code -Xlog:exceptions}. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "Exception <a 'java/lang/OutOfMemoryError'.*\\n.*\\n.*\\(tachograph-toucher\\)");

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void aWriterThatNeedsRoomDoesNotWaitForAllThatTheThreadWantsAhead() throws IOException {
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(folder).blockSize(BLOCK_BYTES).build();
        SpaceAhead space = new SpaceAhead()) {
      try (ExcerptAppender appender = queue.createAppender()) {
        appender.writeText("the first makes the file");
      }
      space.follow(
          Objects.requireNonNull(
              queue.storeForCycle(queue.lastCycle(), queue.epoch(), false, null)),
          FEW_PIECES_BYTES,
          0);
      long[] grown = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        // A writer so fast that the thread wants tens of MiB ahead of it.
        long jump = space.limit() + 1;
        space.moved(jump);
        while (space.limit() <= jump) {
          Thread.onSpinWait();
        }
        long end = space.limit() + 1;
        space.require(end);
        grown[i] = space.limit() - end;
      }
      Arrays.sort(grown);
      assertThat(grown[ROUNDS / 2]).isLessThan(FEW_PIECES_BYTES);
    }
  }

  @Test
  @Timeout(120)
  void theThreadOutlivesAHeapThatTheHostUsedUp() throws Exception {
    Path exceptions = folder.resolve("exceptions");
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx24m", "-XX:+UseSerialGC"));
    for (String opened : List.of("java.lang.reflect", "sun.nio.ch", "jdk.internal.ref")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Xlog:exceptions=info:file=" + exceptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), FullHeap.class.getName()));
    command.add(folder.resolve("queue").toString());
    Process host =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      while (host.isAlive() && !ranOutOfMemory(exceptions)) {
        host.waitFor(10, TimeUnit.MILLISECONDS);
      }
      host.getOutputStream().write(1);
      host.getOutputStream().flush();
      assertThat(host.waitFor()).as(Files.readString(output)).isZero();
    } finally {
      host.destroyForcibly().waitFor();
    }
    assertThat(output).content().contains("there is space ahead again").doesNotContain("Error");
  }

  /** Whether the JVM's own log says so of the thread that goes ahead. */
  private static boolean ranOutOfMemory(Path exceptions) throws IOException {
    return Files.exists(exceptions)
        && OUT_OF_MEMORY.matcher(Files.readString(exceptions, StandardCharsets.ISO_8859_1)).find();
  }
}
