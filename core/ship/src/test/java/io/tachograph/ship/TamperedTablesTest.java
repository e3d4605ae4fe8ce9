package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody changes what is shipped; a superuser who turns the triggers off does, and is found. */
@Timeout(300)
class TamperedTablesTest {
  @TempDir Path dir;
  private PostgresServer.Database database;
  private AuditedService service;

  @BeforeEach
  void ship() throws Exception {
    database = PostgresServer.shared().database().migrated();
    service = new AuditedService(dir.resolve("orders"), 8).record(300);
    service.close();
    ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
  }

  @AfterEach
  void end() {
    service.close();
  }

  private void run(String user, String... statements) throws SQLException {
    try (Connection connection = database.connect(user);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void updatesAndDeletesAreRefused() {
    for (String table :
        List.of(
            "ledger_records",
            "ledger_records_2026_01",
            "ledger_checkpoints",
            "ledger_record_keys",
            "ledger_checkpoint_keys",
            "ledger_files")) {
      String column = table.equals("ledger_checkpoint_keys") ? "cid" : "anchor_id";
      for (String sql :
          List.of(
              "UPDATE " + table + " SET " + column + " = gen_random_uuid()",
              "DELETE FROM " + table,
              "TRUNCATE " + table)) {
        for (String user : List.of(database.superuser(), database.owner())) {
          assertThatThrownBy(() -> run(user, sql)).as(sql).hasMessageContaining("append-only");
        }
        assertThatThrownBy(() -> run(database.shipper(), sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
    }
    assertThatThrownBy(() -> run(database.auditor(), "INSERT INTO ledger_files SELECT"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> run(database.shipper(), "INSERT INTO ledger_records_2026_01 SELECT"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void twoEntriesOfOnePlaceOrOneHashAreRefused() {
    String columns = "anchor_id, slot, kind, prev_hash, entry, producer, rid, hash, seq, ts";
    String row =
        "INSERT INTO ledger_records ("
            + columns
            + ") SELECT anchor_id, slot, kind, prev_hash, entry, producer, %s FROM ledger_records"
            + " WHERE seq = 7";
    String other = "'" + "ab".repeat(32) + "'";
    assertThatThrownBy(
            () ->
                run(
                    database.superuser(),
                    row.formatted(
                        "ledger_rid("
                            + other
                            + ", ts + '1 year'),"
                            + other
                            + ", seq, ts + '1 year'")))
        .hasMessageContaining("ledger_record_keys_pkey");
    assertThatThrownBy(
            () -> run(database.superuser(), row.formatted("rid, hash, seq + 100000, ts")))
        .hasMessageContaining("rid");
    assertThatThrownBy(
            () ->
                run(database.superuser(), row.formatted("rid, hash, seq + 100000, ts + '1 year'")))
        .hasMessageContaining("\"ledger_records_rid\"");
  }

  @Test
  void whatASuperuserChangesIsFound() throws Exception {
    String at = " WHERE seq = 20";
    found(
        "UPDATE ledger_records SET entry = set_byte(entry, 150, 65)" + at, "hash_mismatch seq=20");
    found("UPDATE ledger_records SET kind = 'tool_failed'" + at, "malformed seq=20");
    found("UPDATE ledger_records SET ts = ts + '1 microsecond'" + at, "malformed seq=20");
    found("UPDATE ledger_records SET slot = 'somebody'" + at, "malformed seq=20");
    found("UPDATE ledger_records SET prev_hash = hash" + at, "malformed seq=20");
    found("DELETE FROM ledger_records" + at, "sequence_gap seq=20");
    found("DELETE FROM ledger_records WHERE seq < 20", "truncated seq=0");
    found("DELETE FROM ledger_records WHERE seq > 200", "truncated seq=201");
    found("DELETE FROM ledger_records", "truncated seq=0");
    found(
        "CREATE TABLE other AS SELECT * FROM ledger_files;"
            + "UPDATE other SET anchor_id = gen_random_uuid();"
            + "DELETE FROM ledger_records; DELETE FROM ledger_record_keys;"
            + "DELETE FROM ledger_checkpoints; DELETE FROM ledger_files;"
            + "INSERT INTO ledger_files SELECT * FROM other",
        "NOT THERE, but here");
    found("UPDATE ledger_checkpoints SET merkle_root = repeat('0', 64)", "malformed seq=0");
    found("UPDATE ledger_checkpoints SET note = replace(note, '\n\n', '\n')", "malformed seq=0");
    found("UPDATE ledger_files SET content = 'another'", "wrong_ledger seq=0");
    found(
        "ALTER TABLE ledger_records ALTER payload DROP EXPRESSION;"
            + "UPDATE ledger_records SET payload = '{}'"
            + at,
        "malformed seq=20");
  }

  /** Has it done without triggers, in a copy of the database, and verified. */
  private void found(String sql, String finding) throws Exception {
    String clone = "tampered" + System.nanoTime();
    try (Connection connection = database.connect(database.maintenance());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + clone + " TEMPLATE " + database.name());
    }
    String url = database.superuser().replace("/" + database.name(), "/" + clone);
    run(url, "SET session_replication_role = replica; " + sql);
    ShipRun run = ShipRun.of("verify", url, "--compare", dir.toString());
    assertThat(run.code()).as("%s %s", sql, run).isEqualTo(Main.EXIT_FINDINGS);
    assertThat(run.out()).as(sql).contains(finding);
  }
}
