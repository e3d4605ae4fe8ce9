package io.tachograph.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger far larger than the heap verifies in it. {@code -Dtachograph.large.mib=5120} for one of
 * 5 GiB.
 */
@Timeout(600)
class FlatMemoryTest {
  private static final long MIB = Integer.getInteger("tachograph.large.mib", 160);
  private static final int BODY_BYTES = 2_000;
  private static final int PAGE_BYTES = 4096;

  @TempDir Path dir;

  /** Runs in the child. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      LedgerReport report =
          LedgerVerifier.verify(
              new LedgerFolder(Path.of(arguments[0])),
              LedgerVerifier.Expectation.NONE,
              Progress.NONE);
      System.out.println(report.entries() + " " + report.findingCount());
    }
  }

  @Test
  void aLargeLedgerVerifiesInAHeapOf64Mib() throws Exception {
    long entries = write();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process child =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    dir.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo(entries + " 0");
  }

  private long write() throws Exception {
    Path queue = Files.createDirectories(dir.resolve("ledger"));
    EventType created = EventType.of("ledger_created");
    EventType other = EventType.of("x");
    byte[] body = ("{\"a\":\"" + "z".repeat(BODY_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] prev = new byte[Hash.LENGTH];
    LeafHasher hasher = new LeafHasher();
    long written = 64;
    long seq = 0;
    try (OutputStream out = Files.newOutputStream(queue.resolve("20261120F.cq4"))) {
      out.write(TestLedger.file(List.of(), 64));
      for (; written < MIB << 20; seq++) {
        EventType type = seq == 0 ? created : other;
        int length = Entry.length(type, body.length);
        byte[] framed = new byte[(4 + Hash.LENGTH + length + 3) & -4];
        ByteBuffer.wrap(framed).order(ByteOrder.LITTLE_ENDIAN).putInt(Hash.LENGTH + length);
        int entry = 4 + Hash.LENGTH;
        Entry.encode(framed, entry, seq, seq, prev, 1, seq, type, body, 0, body.length);
        hasher.hash(framed, entry, length, prev, 0);
        System.arraycopy(prev, 0, framed, 4, Hash.LENGTH);
        out.write(framed);
        written += framed.length;
      }
      out.write(new byte[(int) (2 * PAGE_BYTES - written % PAGE_BYTES)]);
    }
    return seq;
  }
}
