package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("new/deep/missions.db");
    store = SqliteStore.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void opening_creates_the_folder_and_a_database_in_wal_mode() {
    assertThat(file).isRegularFile();
    assertThat(store.file()).isEqualTo(file);
    assertThat(Schemas.column(file, "PRAGMA journal_mode")).containsExactly("wal");
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("4");
  }

  @Test
  void what_is_written_is_there_after_reopening() {
    long id = store.missions().create(mission("m"));
    store.close();
    store = SqliteStore.open(file);
    assertThat(store.missions().id("m")).isEqualTo(OptionalLong.of(id));
  }

  @Test
  void closing_leaves_one_file() {
    store.missions().create(mission("m"));
    store.missions().newest(1);
    store.close();
    assertThat(filesIn(file.getParent())).containsExactly(file);
  }

  @Test
  void a_batch_is_written_as_one() {
    store.apply(
        writer -> {
          long id = writer.missions().create(mission("m"));
          writer.toolCalls().insertAll(calls(id, 3));
          writer.projection().setAppliedSeq("ledger", 41);
          assertThat(writer.toolCalls().newest(10)).hasSize(3);
          assertThat(store.toolCalls().newest(10)).as("not committed yet").isEmpty();
        });
    assertThat(store.toolCalls().newest(10)).hasSize(3);
    assertThat(store.appliedSeq("ledger")).isEqualTo(OptionalLong.of(41));
    assertThat(store.appliedSeq("another")).isEmpty();
  }

  @Test
  void a_batch_that_throws_leaves_nothing_and_throws_the_same() {
    IllegalArgumentException failure = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                store.apply(
                    writer -> {
                      long id = writer.missions().create(mission("m"));
                      writer.toolCalls().insertAll(calls(id, 3));
                      writer.projection().setAppliedSeq("ledger", 41);
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(store.missions().newest(10)).isEmpty();
    assertThat(store.toolCalls().newest(10)).isEmpty();
    assertThat(store.appliedSeq("ledger")).isEmpty();
    store.missions().create(mission("m"));
  }

  @Test
  void a_batch_goes_on_after_a_broken_constraint_it_caught() {
    store.apply(
        writer -> {
          long id = writer.missions().create(mission("m"));
          assertFails(Category.CONSTRAINT, () -> writer.missions().create(mission("m")));
          writer.toolCalls().insertAll(calls(id, 1));
        });
    assertThat(store.missions().newest(10)).hasSize(1);
    assertThat(store.toolCalls().newest(10)).hasSize(1);
  }

  @Test
  void write_gives_back_what_the_work_returns() {
    long id = store.write(writer -> writer.missions().create(mission("m")));
    assertThat(store.missions().id("m")).hasValue(id);
  }

  @Test
  void writing_or_closing_inside_of_a_write_is_refused_at_once() {
    store.apply(
        writer -> {
          assertThatThrownBy(() -> store.missions().create(mission("m")))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("inside of a write");
          assertThatThrownBy(store::close).isInstanceOf(IllegalStateException.class);
          writer.missions().create(mission("m"));
        });
    assertThat(store.missions().newest(10)).hasSize(1);
  }

  @Test
  void a_writer_kept_beyond_its_transaction_is_refused() {
    StoreWriter kept = store.write(writer -> writer);
    assertThatThrownBy(() -> kept.missions().create(mission("m")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over");
  }

  @Test
  void a_writer_in_another_thread_is_refused() {
    store.apply(
        writer -> {
          Throwable[] thrown = new Throwable[1];
          Thread other =
              new Thread(
                  () -> {
                    try {
                      writer.missions().newest(1);
                    } catch (IllegalStateException e) {
                      thrown[0] = e;
                    }
                  });
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          assertThat(thrown[0]).hasMessageContaining("thread");
        });
  }

  @Test
  void a_closed_store_says_so() {
    store.close();
    store.close();
    assertFails(Category.CLOSED, () -> store.missions().create(mission("m")));
    assertFails(Category.CLOSED, () -> store.missions().newest(1));
    assertFails(Category.CLOSED, () -> store.apply(writer -> {}));
    assertFails(Category.CLOSED, () -> store.appliedSeq("ledger"));
    assertThatThrownBy(() -> store.missions().newest(1)).hasMessageContaining(file.toString());
  }

  @Test
  void a_position_goes_to_any_seq_from_0_on() {
    for (long seq : new long[] {0, Long.MAX_VALUE, 3}) {
      store.apply(writer -> writer.projection().setAppliedSeq("ledger", seq));
      assertThat(store.appliedSeq("ledger")).hasValue(seq);
    }
    assertThatThrownBy(() -> store.apply(writer -> writer.projection().setAppliedSeq("ledger", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ledger_id=ledger seq=-1");
    assertThat(store.appliedSeq("ledger")).hasValue(3);
  }

  @Test
  void a_thousand_tool_calls_fit_in_one_batch() {
    long id = store.missions().create(mission("m"));
    store.toolCalls().insertAll(calls(id, 1_000));
    assertThat(store.toolCalls().ofMission(id, 2_000)).hasSize(1_000);
    assertThat(store.toolCalls().newest(1).get(0).toolName()).isEqualTo("tool-999");
  }

  private static List<NewToolCall> calls(long missionId, int count) {
    return IntStream.range(0, count).mapToObj(i -> call(missionId, "tool-" + i, after(i))).toList();
  }
}
