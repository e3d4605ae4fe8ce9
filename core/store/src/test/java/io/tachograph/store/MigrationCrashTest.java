package io.tachograph.store;

import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Migration.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A migration that dies at each of its moments: the next open ends it, and every row is there. */
@Timeout(300)
class MigrationCrashTest {
  private static final String NAME = "s.db";

  @TempDir Path folder;
  private Path file;
  private Map<String, List<List<String>>> rows;

  /**
   * Migrates, and at the {@code args[2]}-th time that a version ({@code args[3]}) is at a moment
   * ({@code args[1]}), says so and waits to be killed. Says {@code done} at the end.
   */
  static final class MigratingMain {
    private MigratingMain() {}

    public static void main(String[] args) {
      StoreFile file = new StoreFile(Path.of(args[0]), SqliteStore.BUSY_TIMEOUT);
      int[] left = {Integer.parseInt(args[2])};
      WriterOpening.open(
              file,
              (moment, version) -> {
                if (moment.name().equals(args[1])
                    && version == Integer.parseInt(args[3])
                    && --left[0] == 0) {
                  System.out.println("there");
                  waitToBeKilled();
                }
              })
          .close();
      System.out.println("done");
    }

    private static void waitToBeKilled() {
      try {
        TimeUnit.DAYS.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void make() {
    file = foreignStore(folder.resolve(NAME), 1);
    rows = Schemas.contents(file);
  }

  @Test
  void killed_before_the_backup() throws Exception {
    killAt(Moment.LOCKED, 1, 1);
    assertVersionAndRows(1);
    assertThat(folder.resolve("s.db.v1.bak")).doesNotExist();
    assertNextOpenEndsIt(1);
  }

  @Test
  void killed_amid_the_backup() throws Exception {
    killAt(Moment.BACKING_UP, 1, 1);
    List<Path> halves =
        filesIn(folder).stream().filter(f -> f.toString().endsWith(".tmp")).toList();
    assertThat(halves).hasSize(1);
    try (FileChannel half = FileChannel.open(halves.get(0), StandardOpenOption.WRITE)) {
      half.truncate(half.size() / 2);
    }
    Files.writeString(Path.of(halves.get(0) + "-journal"), "and its journal");
    assertVersionAndRows(1);
    assertNextOpenEndsIt(1);
  }

  @Test
  void killed_after_the_backup() throws Exception {
    killAt(Moment.BACKED_UP, 1, 1);
    Path backup = folder.resolve("s.db.v1.bak");
    assertThat(Schemas.contents(backup)).isEqualTo(rows);
    assertVersionAndRows(1);
    // Written to since, so the backup of the attempt that was cut off is stale.
    Schemas.execute(file, "UPDATE missions SET phase = 'TESTING' WHERE id = 1");
    rows = Schemas.contents(file);
    assertNextOpenEndsIt(1);
  }

  @Test
  void killed_inside_of_each_version_s_transaction() throws Exception {
    for (int from = 1; from <= 3; from++) {
      // The mission's table is gone by the fifth statement of version 2, and not yet back.
      killAt(Moment.STATEMENT_RUN, from == 1 ? 5 : 2, from);
      assertVersionAndRows(from);
      killAt(Moment.SCRIPT_RUN, 1, from);
      assertVersionAndRows(from);
      killAt(Moment.COMMITTED, 1, from + 1);
      assertVersionAndRows(from + 1);
    }
    assertNextOpenEndsIt(1);
    assertThat(Schemas.contents(folder.resolve("s.db.v3.bak"), rows)).isEqualTo(rows);
  }

  @Test
  void whoever_waits_for_one_that_is_killed_goes_on() throws Exception {
    Process process = start(Moment.BACKED_UP, 1, 1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      awaitLine(process, "there");
      Future<?> waiting = thread.submit(() -> SqliteStore.open(file).close());
      try {
        waiting.get(300, TimeUnit.MILLISECONDS);
        throw new AssertionError("two migrated at once");
      } catch (java.util.concurrent.TimeoutException e) {
        kill(process);
      }
      waiting.get();
      assertNextOpenEndsIt(1);
    } finally {
      kill(process);
      thread.shutdown();
    }
  }

  @Test
  void of_several_processes_that_open_it_at_once_each_finds_it_migrated() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        processes.add(start(Moment.LOCKED, 0, 0));
      }
      for (Process process : processes) {
        awaitLine(process, "done");
        assertThat(process.waitFor()).isZero();
      }
    } finally {
      for (Process process : processes) {
        kill(process);
      }
    }
    assertNextOpenEndsIt(1);
  }

  /** What lies on the disk at a moment is what a kill then leaves, so each moment is tried. */
  @Test
  void from_what_each_statement_leaves_the_next_open_goes_on() throws Exception {
    for (int version = 1; version <= 3; version++) {
      Path from = Files.createDirectory(folder.resolve("from-" + version));
      file = foreignStore(from.resolve(NAME), version);
      rows = Schemas.contents(file);
      List<Path> crashes = new ArrayList<>();
      Set<Moment> seen = EnumSet.noneOf(Moment.class);
      WriterOpening.open(
              new StoreFile(file, SqliteStore.BUSY_TIMEOUT),
              (moment, at) -> {
                seen.add(moment);
                crashes.add(copyOf(from, folder.resolve(moment + "-" + crashes.size())));
              })
          .close();
      assertThat(seen).containsExactlyInAnyOrder(Moment.values());
      assertThat(crashes).hasSizeGreaterThan(new int[] {60, 15, 5}[version - 1]);
      for (Path crash : crashes) {
        file = crash.resolve(NAME);
        SqliteStore.open(file).close();
        assertThat(Schemas.contents(file, rows)).as("%s", crash).isEqualTo(rows);
        assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("4");
        assertThat(filesIn(crash)).as("%s", crash).noneMatch(f -> f.toString().contains(".tmp"));
        delete(crash);
      }
    }
  }

  private void assertVersionAndRows(int version) {
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("" + version);
    assertThat(Schemas.contents(file, rows)).isEqualTo(rows);
  }

  private void assertNextOpenEndsIt(int backedUp) {
    SqliteStore.open(file).close();
    assertVersionAndRows(Schema.VERSION);
    assertThat(Schemas.column(file, "PRAGMA integrity_check")).containsExactly("ok");
    Path made = folder.resolve("new.db");
    SqliteStore.open(made).close();
    assertThat(Schemas.describe(file)).isEqualTo(Schemas.describe(made));
    Path backup = folder.resolve("s.db.v" + backedUp + ".bak");
    assertThat(Schemas.contents(backup)).isEqualTo(rows);
    assertThat(filesIn(folder)).noneMatch(f -> f.toString().contains(".tmp"));
  }

  private void killAt(Moment moment, int times, int version) throws Exception {
    Process process = start(moment, times, version);
    try {
      awaitLine(process, "there");
    } finally {
      kill(process);
    }
  }

  private static void awaitLine(Process process, String line) throws IOException {
    BufferedReader printed = process.inputReader();
    assertThat(printed.readLine()).isEqualTo(line);
  }

  /** By its handle, and waits until its locks are gone. */
  private static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  private Process start(Moment moment, int times, int version) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            MigratingMain.class.getName(),
            file.toString(),
            moment.name(),
            String.valueOf(times),
            String.valueOf(version))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path copyOf(Path from, Path to) {
    try {
      Files.createDirectory(to);
      for (Path one : filesIn(from)) {
        Files.copy(one, to.resolve(one.getFileName()));
      }
      return to;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path crash) throws IOException {
    for (Path one : filesIn(crash)) {
      Files.delete(one);
    }
    Files.delete(crash);
  }
}
