package io.tachograph.ship.postgres;

import io.tachograph.ship.SinkException;
import io.tachograph.ship.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/**
 * Makes the tables, or brings them up to date, as the role that owns them then, and lets other
 * roles do what they need and no more.
 */
public final class Migrations {
  private static final String HISTORY = "ledger_schema_history";
  private static final String LOCATION = "classpath:io/tachograph/ship/postgres";
  private static final List<String> TABLES =
      List.of(
          "ledger_records",
          "ledger_record_keys",
          "ledger_checkpoints",
          "ledger_checkpoint_keys",
          "ledger_files");

  private final PostgresUrl url;

  /** Of the database of that far side, connecting as the role that is to own the tables. */
  public Migrations(Target target) {
    this.url = PostgresUrl.of(target.url());
  }

  /**
   * Runs what has not run yet.
   *
   * @return how many migrations ran
   * @throws SinkException if the database cannot be reached, or one failed
   */
  public int run() throws SinkException {
    try (Connection connection = connect()) {
      return Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(url.jdbc(), url.user(), url.password())
          .defaultSchema(connection.getSchema())
          .table(HISTORY)
          .locations(LOCATION)
          // Another application may have tables in the same schema.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (SQLException | FlywayException e) {
      throw SinkException.refused(url + ": the tables cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Lets a role insert and read, or read alone.
   *
   * @param shipper the role that is to ship, or null
   * @param reader the role that is to verify, or null
   * @throws SinkException if there is no such role, or this one may not grant it
   */
  public void grant(@Nullable String shipper, @Nullable String reader) throws SinkException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String schema = quoted(connection.getSchema());
      String tables = String.join(", ", TABLES);
      for (String role : new String[] {shipper, reader}) {
        if (role != null) {
          statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + quoted(role));
          statement.execute("GRANT SELECT ON " + tables + " TO " + quoted(role));
        }
      }
      if (shipper != null) {
        String to = quoted(shipper);
        statement.execute(
            "GRANT INSERT ON ledger_records, ledger_checkpoints, ledger_files TO " + to);
        statement.execute("GRANT EXECUTE ON FUNCTION ledger_partition TO " + to);
      }
    } catch (SQLException e) {
      throw SinkException.refused(url + ": the rights cannot be granted: " + e.getMessage(), e);
    }
  }

  private static String quoted(String name) throws SQLException {
    return Utils.escapeIdentifier(new StringBuilder(), name).toString();
  }

  private Connection connect() throws SQLException {
    Properties properties = url.credentials();
    return DriverManager.getConnection(url.jdbc(), properties);
  }
}
