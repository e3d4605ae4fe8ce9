package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
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
import org.openjdk.jmh.annotations.Warmup;

/** An append of 300 bytes beside what it is made of, and what others do. */
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AppendBenchmark {
  private static final int BODY_BYTES = 300;
  private static final EventType TYPE = EventType.of("task_start");

  private static byte[] body() {
    String start = "{\"data\":{\"text\":\"";
    String end = "\"}}";
    return (start + "x".repeat(BODY_BYTES - start.length() - end.length()) + end)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The ledger on Chronicle Queue: hash, chain and a copy into the mapped file. */
  @State(Scope.Benchmark)
  public static class OnChronicle {
    private final byte[] body = body();
    private Path folder;
    private Ledger ledger;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("append");
      ledger = ChronicleLedger.open(folder, LedgerSettings.defaults());
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      ledger.close();
      Folders.delete(folder);
    }
  }

  /** A bare Chronicle Queue, as fast as the same bytes can get there. */
  @State(Scope.Benchmark)
  public static class Bare {
    private final byte[] body = body();
    private Path folder;
    private ChronicleQueue queue;
    private ExcerptAppender appender;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("bare");
      queue = ChronicleQueue.single(folder.toString());
      appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      queue.close();
      Folders.delete(folder);
    }
  }

  /** An SQLite table with a commit an event, as the ledgers that this one replaces. */
  @State(Scope.Benchmark)
  public static class OnSqlite {
    private final byte[] body = body();
    private Path folder;
    private Connection connection;
    private PreparedStatement insert;

    /** Opens it. */
    @Setup
    public void open() throws IOException, SQLException {
      folder = Files.createTempDirectory("sqlite");
      connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE ledger_events (id INTEGER PRIMARY KEY, payload BLOB)");
      }
      insert = connection.prepareStatement("INSERT INTO ledger_events (payload) VALUES (?)");
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException, SQLException {
      connection.close();
      Folders.delete(folder);
    }
  }

  /** Ours. */
  @Benchmark
  public long ledger(OnChronicle on) {
    return on.ledger.append(1, 2, TYPE, on.body, 0, on.body.length);
  }

  /** The medium alone. */
  @Benchmark
  public void bareChronicle(Bare on) {
    try (DocumentContext document = on.appender.writingDocument()) {
      document.wire().bytes().write(on.body, 0, on.body.length);
    }
  }

  /** The peer. */
  @Benchmark
  public int sqliteCommit(OnSqlite on) throws SQLException {
    on.insert.setBytes(1, on.body);
    return on.insert.executeUpdate();
  }
}
