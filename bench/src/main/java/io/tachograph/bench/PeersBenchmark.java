package io.tachograph.bench;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Durability;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The same event as others keep it today. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeersBenchmark {
  /** Ours, sealed, in both durabilities. */
  @State(Scope.Benchmark)
  public static class OnLedger {
    /** Whether an append waits for the disk. */
    @Param({"PROCESS", "FSYNC"})
    Durability durability;

    private final byte[] body = Entries.body();
    private Path folder;
    private Ledger ledger;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("ledger");
      ledger =
          ChronicleLedger.open(
              folder,
              LedgerSettings.defaults().withSealing(Sealing.DEFAULT).withDurability(durability));
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      ledger.close();
      Folders.delete(folder);
    }
  }

  /** A table with a commit an event. */
  abstract static class Table {
    private final byte[] body = Entries.body();
    Connection connection;
    private PreparedStatement insert;

    void create(String url, String blob) throws SQLException {
      connection = DriverManager.getConnection(url);
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP TABLE IF EXISTS ledger_events");
        statement.execute(
            "CREATE TABLE ledger_events (id BIGINT PRIMARY KEY, payload " + blob + ")");
      }
      insert = connection.prepareStatement("INSERT INTO ledger_events VALUES (?, ?)");
    }

    private long id;

    int insert() throws SQLException {
      insert.setLong(1, id++);
      insert.setBytes(2, body);
      return insert.executeUpdate();
    }
  }

  /** SQLite, as the ledgers that this one replaces. */
  @State(Scope.Benchmark)
  public static class OnSqlite extends Table {
    private Path folder;

    /** Opens it. */
    @Setup
    public void open() throws IOException, SQLException {
      folder = Files.createTempDirectory("sqlite");
      create("jdbc:sqlite:" + folder.resolve("ledger.db"), "BLOB");
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException, SQLException {
      connection.close();
      Folders.delete(folder);
    }
  }

  /** PostgreSQL, at {@code -Dbench.postgres=jdbc:postgresql:...}. */
  @State(Scope.Benchmark)
  public static class OnPostgres extends Table {
    /** Connects. */
    @Setup
    public void open() throws SQLException {
      create(System.getProperty("bench.postgres"), "BYTEA");
    }

    /** Drops the table. */
    @TearDown
    public void close() throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP TABLE ledger_events");
      }
      connection.close();
    }
  }

  /** Logback with its JSON encoder, each line flushed to the kernel. */
  @State(Scope.Benchmark)
  public static class OnLogback {
    private final String body = new String(Entries.body(), StandardCharsets.UTF_8);
    private final LoggerContext context = new LoggerContext();
    private Path folder;
    private Logger logger;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("logback");
      JsonEncoder encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.start();
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setContext(context);
      appender.setFile(folder.resolve("events.json").toString());
      appender.setEncoder(encoder);
      appender.start();
      logger = context.getLogger("events");
      logger.addAppender(appender);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      context.stop();
      Folders.delete(folder);
    }
  }

  /** Ours. */
  @Benchmark
  public long ledger(OnLedger on) {
    return on.ledger.append(1, 2, Entries.TYPE, on.body, 0, on.body.length);
  }

  /** A commit an event. */
  @Benchmark
  public int sqliteCommit(OnSqlite on) throws SQLException {
    return on.insert();
  }

  /** A commit an event over a socket. */
  @Benchmark
  public int postgresCommit(OnPostgres on) throws SQLException {
    return on.insert();
  }

  /** A JSON line an event. */
  @Benchmark
  public void jsonLineLogger(OnLogback on) {
    on.logger.info(on.body);
  }
}
