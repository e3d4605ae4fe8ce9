package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for others, who write or read. */
class BusyWaitTest {
  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
  }

  @AfterEach
  void close() {
    threads.shutdown();
    store.close();
  }

  @Test
  void who_waits_gets_the_lock_when_it_is_free() throws Exception {
    try (Connection other = Schemas.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CountDownLatch begun = new CountDownLatch(1);
      Future<Long> waiting =
          threads.submit(
              () -> {
                begun.countDown();
                return store.missions().create(mission("m"));
              });
      begun.await();
      statement.execute("UPDATE tasks SET status = 'failed'");
      assertThat(waiting.isDone()).isFalse();
      statement.execute("COMMIT");
      assertThat(waiting.get()).isEqualTo(1);
    }
  }

  @Test
  void an_interrupted_thread_waits_too_and_stays_interrupted() throws Exception {
    try (SqliteStore impatient = SqliteStore.open(file, Clock.systemUTC(), Duration.ofMillis(50));
        Connection other = Schemas.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Future<Boolean> waiting =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                assertFails(Category.BUSY, () -> impatient.tasks().start("t", "", null, T0));
                return Thread.interrupted();
              });
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void a_connection_that_made_or_migrated_the_store_waits_just_so() throws Exception {
    for (Path each :
        new Path[] {folder.resolve("new.db"), Fixtures.foreignStore(folder.resolve("old.db"))}) {
      StoreFile storeFile = new StoreFile(each, SqliteStore.BUSY_TIMEOUT);
      for (int i = 0; i < 2; i++) {
        try (Session session = WriterOpening.open(storeFile)) {
          // SQLite's own way of waiting would have a timeout, and would have replaced ours.
          assertThat(session.pragma("PRAGMA busy_timeout")).isEqualTo("0");
        }
      }
    }
  }

  @Test
  void several_that_write_long_transactions_on_and_on_all_come_to_their_turn() throws Exception {
    int writers = 3;
    int turns = 5;
    CountDownLatch allDone = new CountDownLatch(writers * turns);
    Future<?>[] writing = new Future<?>[writers];
    for (int i = 0; i < writers; i++) {
      String name = "w" + i;
      writing[i] =
          threads.submit(
              () -> {
                try (SqliteStore each = SqliteStore.open(file)) {
                  for (int n = 0; allDone.getCount() > 0; n++) {
                    writeLong(each, name + "/" + n);
                    if (n < turns) {
                      allDone.countDown();
                    }
                  }
                }
              });
    }
    for (Future<?> each : writing) {
      each.get();
    }
    assertThat(store.missions().newest(10_000)).hasSizeGreaterThanOrEqualTo(writers * turns);
  }

  private static void writeLong(SqliteStore store, String uuid) {
    store.apply(
        writer -> {
          writer.missions().create(mission(uuid));
          // Holds the lock; with it others see how long.
          BusyWait.pause(WriteTurns.MAX_STREAK_NANOS / 5);
        });
  }

  @Test
  void a_log_that_readers_kept_long_is_emptied_once_they_let_go() throws Exception {
    StoreFile storeFile = new StoreFile(file, SqliteStore.BUSY_TIMEOUT);
    long max = 100_000;
    LogBound bound = new LogBound(storeFile, max);
    try (Session session = WriterOpening.open(storeFile)) {
      try (Connection other = Schemas.connect(file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN");
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM missions")) {
          assertThat(rows.next()).isTrue();
        }
        writeBeyond(session, bound, max);
        assertThat(storeFile.logBytes()).as("a reader keeps it").isGreaterThan(max);
        statement.execute("COMMIT");
      }
      long kept = storeFile.logBytes();
      for (int i = 0; storeFile.logBytes() >= kept; i++) {
        assertThat(i).as("transactions until it is emptied").isLessThan(10_000);
        write(session);
        bound.keep(session);
      }
      assertThat(storeFile.logBytes()).isLessThan(max);
      assertThat(Schemas.column(file, "PRAGMA integrity_check")).containsExactly("ok");
    }
  }

  private static void writeBeyond(Session session, LogBound bound, long bytes) {
    for (long written = 0; written < 2 * bytes; written += 4_096) {
      write(session);
      bound.keep(session);
    }
  }

  private static void write(Session session) {
    session.begin();
    session.update(
        new Sql("tasks", "INSERT INTO tasks (id, description, created_at) VALUES (?, ?, ?)"),
        "t" + System.nanoTime(),
        "x".repeat(3_000),
        T0);
    session.commit();
  }
}
