package io.tachograph.ship;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server, that can be stopped and started again with what it holds. */
final class PostgresServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private static @Nullable PostgresServer shared;
  private static int databases;

  private final Path data;
  private EmbeddedPostgres server;

  private PostgresServer(Path data, int port) throws IOException {
    this.data = data;
    this.server = start(data, port);
  }

  /** The one that tests share, each with a database of its own; ends with the JVM. */
  static synchronized PostgresServer shared() throws Exception {
    if (shared == null) {
      PostgresServer started = on(Files.createTempDirectory("postgres"));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /** One of its own, or the test is skipped, and says so. */
  static PostgresServer on(Path data) throws Exception {
    try {
      return new PostgresServer(data, 0);
    } catch (IOException | RuntimeException e) {
      System.out.println("SKIPPED: no PostgreSQL server runs here: " + e);
      assumeTrue(false, "no PostgreSQL server runs here: " + e);
      throw e;
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setPort(port)
        .setCleanDataDirectory(false)
        .setPGStartupWait(START)
        // Nothing here is about what a machine that loses its power keeps.
        .setServerConfig("fsync", "off")
        .setServerConfig("max_connections", "100")
        .start();
  }

  int port() {
    return server.getPort();
  }

  void stop() throws IOException {
    server.close();
  }

  void start() throws IOException {
    server = start(data, server.getPort());
  }

  /** A new database, its owner, who owns nothing else, and roles that may ship and read. */
  Database database() throws SQLException {
    String name = "audit" + ++databases;
    try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + name + "_owner LOGIN");
      statement.execute("CREATE ROLE " + name + "_shipper LOGIN");
      statement.execute("CREATE ROLE " + name + "_auditor LOGIN");
      statement.execute("CREATE DATABASE " + name + " OWNER " + name + "_owner");
    }
    return new Database(name);
  }

  private String url(String database, String user) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + user;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A database of the server. */
  final class Database {
    private final String name;

    private Database(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** The superuser beside the database, which nobody else may be connected to then. */
    String maintenance() {
      return url("postgres", "postgres");
    }

    String owner() {
      return url(name, name + "_owner");
    }

    String shipper() {
      return url(name, name + "_shipper");
    }

    String auditor() {
      return url(name, name + "_auditor");
    }

    String superuser() {
      return url(name, "postgres");
    }

    /** The tables, made by the command. */
    Database migrated() {
      ShipRun.ok(
          "migrate",
          "--to",
          owner(),
          "--ship-role",
          name + "_shipper",
          "--read-role",
          name + "_auditor");
      return this;
    }

    Connection connect(String url) throws SQLException {
      return DriverManager.getConnection(url);
    }

    /** The one number that a query gives. */
    long number(String sql) throws SQLException {
      try (Connection connection = connect(superuser());
          Statement statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
