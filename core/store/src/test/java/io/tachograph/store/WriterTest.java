package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of transactions when the database fails. */
class WriterTest {
  private static final Sql INSERT =
      new Sql("tasks", "INSERT INTO tasks (id, description, created_at) VALUES (?, ?, ?)");

  /** Pages; a new database has fewer. */
  private static final int FULL = 100;

  @TempDir Path folder;
  private Path file;
  private Session session;
  private Writer writer;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    StoreFile storeFile = new StoreFile(file, SqliteStore.BUSY_TIMEOUT);
    session = WriterOpening.open(storeFile);
    writer = new Writer(storeFile, session);
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void a_full_disk_rolls_all_back_and_leaves_the_writer_usable() throws Exception {
    session.pragma("PRAGMA max_page_count=" + FULL);
    assertFails(Category.DISK_FULL, () -> writer.transaction(WriterTest::fill))
        .hasMessageContaining("disk is full")
        .hasMessageContaining("file=" + file)
        .hasMessageContaining("table=tasks");
    assertThat(count()).isZero();
    insert("after");
    assertThat(count()).isEqualTo(1);
    session.pragma("PRAGMA max_page_count=1000000");
    writer.transaction(WriterTest::fill);
    assertThat(count()).isEqualTo(1_001);
  }

  @Test
  void work_that_swallows_a_full_disk_does_not_commit_half() throws Exception {
    session.pragma("PRAGMA max_page_count=" + FULL);
    assertFails(
            Category.DISK_FULL,
            () ->
                writer.transaction(
                    within -> {
                      assertFails(Category.DISK_FULL, () -> fill(within));
                      assertFails(Category.DISK_FULL, () -> within.update(INSERT, "small", "", T0))
                          .hasMessageContaining("failed before");
                      return true;
                    }))
        .hasMessageContaining("failed before")
        .hasCauseInstanceOf(StoreException.class);
    assertThat(count()).isZero();
    insert("after");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void a_database_that_cannot_be_written_says_so_and_can_be_read() throws Exception {
    insert("before");
    session.execute("PRAGMA query_only=1");
    assertFails(Category.READ_ONLY, () -> insert("refused"))
        .hasMessageContaining("check their permissions");
    assertThat(count()).isEqualTo(1);
    session.execute("PRAGMA query_only=0");
    insert("after");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_connection_that_broke_is_replaced() {
    insert("before");
    assertThatThrownBy(
            () ->
                writer.transaction(
                    within -> {
                      within.update(INSERT, "lost", "", T0);
                      within.close();
                      throw new IllegalArgumentException("mine");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    insert("after");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void an_error_is_rolled_back_too() {
    AssertionError error = new AssertionError("mine");
    assertThatThrownBy(
            () ->
                writer.transaction(
                    within -> {
                      within.update(INSERT, "lost", "", T0);
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(count()).isZero();
  }

  @Test
  void another_process_s_transaction_is_waited_for_no_longer_than_the_timeout() throws Exception {
    try (SqliteStore store = SqliteStore.open(file, Clock.systemUTC(), Duration.ofMillis(50));
        Connection other = Schemas.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertFails(Category.BUSY, () -> store.tasks().start("t", "", null, T0))
          .hasMessageContaining("another process");
      assertThat(store.tasks().newest(9)).as("reading goes on").isEmpty();
      statement.execute("ROLLBACK");
      store.tasks().start("t", "", null, T0);
      assertThat(store.tasks().newest(9)).hasSize(1);
    }
  }

  @Test
  void opening_beside_a_lock_is_busy() throws Exception {
    Path foreign = Fixtures.foreignStore(folder.resolve("foreign.db"));
    try (Connection other = Schemas.connect(foreign);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertFails(
          Category.BUSY, () -> SqliteStore.open(foreign, Clock.systemUTC(), Duration.ofMillis(50)));
      statement.execute("ROLLBACK");
    }
    SqliteStore.open(foreign).close();
  }

  @Test
  void switching_to_wal_mode_beside_a_reader_is_busy() throws Exception {
    Path foreign = Fixtures.foreignStore(folder.resolve("foreign.db"));
    try (Connection other = Schemas.connect(foreign);
        Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM tool_calls")) {
      assertThat(rows.next()).isTrue();
      assertFails(
              Category.BUSY,
              () -> SqliteStore.open(foreign, Clock.systemUTC(), Duration.ofMillis(50)))
          .hasMessageContaining("file=" + foreign);
    }
    SqliteStore.open(foreign).close();
  }

  @Test
  void a_table_that_is_gone_is_a_corrupt_store_and_no_crash() throws SQLException {
    session.execute("DROP TABLE tasks");
    assertFails(Category.CORRUPT, () -> insert("t"))
        .hasMessageContaining("table=tasks")
        .hasMessageContaining("no such table");
  }

  @Test
  void many_different_statements_are_prepared_on_one_connection() {
    for (int i = 0; i < 300; i++) {
      Sql sql = new Sql("tasks", "SELECT count(*) + " + i + " AS n FROM tasks");
      assertThat(session.first(sql, row -> row.number("n"))).contains((long) i);
    }
    insert("t");
    assertThat(count()).isEqualTo(1);
  }

  private void insert(String id) {
    writer.transaction(within -> within.update(INSERT, id, "", T0));
  }

  private static boolean fill(Session within) {
    for (int i = 0; i < 1_000; i++) {
      within.update(INSERT, "fill-" + i, "x".repeat(4_000), T0);
    }
    return true;
  }

  private long count() {
    return Long.parseLong(Schemas.column(file, "SELECT count(*) FROM tasks").get(0));
  }
}
