package io.tachograph.bench;

import io.tachograph.format.Hash;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An append of an entry with a body of 300 bytes, beside the parts that it is made of and beside a
 * plain write of the same bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {
  /** The ledger on Chronicle Queue: hash, chain and a copy into the mapped file. */
  @State(Scope.Benchmark)
  public static class Unsealed {
    final byte[] body = Entries.body();
    private Path folder;
    Ledger ledger;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("append");
      ledger = ChronicleLedger.open(folder, settings());
    }

    LedgerSettings settings() {
      return LedgerSettings.defaults();
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      ledger.close();
      Folders.delete(folder);
    }
  }

  /** The same with checkpoints and tiles, as it is by default. */
  @State(Scope.Benchmark)
  public static class Sealed extends Unsealed {
    @Override
    LedgerSettings settings() {
      return LedgerSettings.defaults().withSealing(Sealing.DEFAULT);
    }
  }

  /** A bare Chronicle Queue on touched pages. */
  @State(Scope.Benchmark)
  public static class Bare {
    final byte[] excerpt = Entries.excerpt();
    private Path folder;
    TouchedQueue queue;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("bare");
      queue = new TouchedQueue(folder);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      queue.close();
      Folders.delete(folder);
    }
  }

  /** SHA-256 over an entry. */
  @State(Scope.Thread)
  public static class Hashing {
    final byte[] excerpt = Entries.excerpt();
    final byte[] hash = new byte[Hash.LENGTH];
    final MessageDigest digest;

    /** A digest. */
    public Hashing() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] hash() throws DigestException {
      digest.update(excerpt, Hash.LENGTH - 1, excerpt.length - Hash.LENGTH + 1);
      digest.digest(hash, 0, Hash.LENGTH);
      return hash;
    }
  }

  /** A file without anything. */
  @State(Scope.Benchmark)
  public static class PlainFile {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(Entries.excerpt().length);
    private Path file;
    FileChannel channel;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      file = Files.createTempFile("plain", ".bin");
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      channel.close();
      Files.delete(file);
    }
  }

  /** Ours. */
  @Benchmark
  public long ledger(Unsealed on) {
    return on.ledger.append(1, 2, Entries.TYPE, on.body, 0, on.body.length);
  }

  /** Ours, with checkpoints. */
  @Benchmark
  public long ledgerSealed(Sealed on) {
    return on.ledger.append(1, 2, Entries.TYPE, on.body, 0, on.body.length);
  }

  /** Ours, of eight threads. */
  @Benchmark
  @Threads(8)
  public long ledgerEightThreads(Unsealed on) {
    return on.ledger.append(1, 2, Entries.TYPE, on.body, 0, on.body.length);
  }

  /** One part. */
  @Benchmark
  public byte[] partSha256(Hashing with) throws DigestException {
    return with.hash();
  }

  /** The other part. */
  @Benchmark
  public void partBareChronicle(Bare on) {
    on.queue.append(on.excerpt, on.excerpt.length);
  }

  /** Both parts, nothing else. */
  @Benchmark
  public byte[] sumOfParts(Bare on, Hashing with) throws DigestException {
    byte[] hash = with.hash();
    on.queue.append(on.excerpt, on.excerpt.length);
    return hash;
  }

  /** The same bytes through a system call. */
  @Benchmark
  public int fileChannelWrite(PlainFile on) throws IOException {
    on.bytes.clear();
    return on.channel.write(on.bytes);
  }
}
