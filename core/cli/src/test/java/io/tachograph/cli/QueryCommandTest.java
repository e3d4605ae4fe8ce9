package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.EntryLayout;
import io.tachograph.recorder.index.LedgerIndex;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code query} against {@code show}, which reads the whole ledger. */
@Timeout(120)
class QueryCommandTest {
  private static final int EVENTS = 1_200;
  private static final int QUERIES = 6;
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

  private static final String NOT_BESIDE = "the index is not beside the ledger";
  private static final String HOME = "user.home";

  private static final long SEED = System.nanoTime();
  private static final Random RANDOM = new Random(SEED);

  @TempDir static Path dir;

  private static Path ledger;
  private static String home;

  @BeforeAll
  static void write() {
    home = System.getProperty(HOME);
    System.setProperty(HOME, dir.resolve("home").toString());
    ledger = dir.resolve("orders");
    try (GeneratedLedger generated = new GeneratedLedger(ledger, RANDOM)) {
      generated.append(EVENTS / 2);
      generated.later(2 * DAY_NANOS);
      generated.append(EVENTS / 2);
    }
    GeneratedLedger.write(dir.resolve("other"), EVENTS, RANDOM);
  }

  @AfterAll
  static void goHome() {
    System.setProperty(HOME, home);
  }

  @BeforeEach
  void deleteIndex() throws IOException {
    Files.deleteIfExists(index());
  }

  private static Path index() {
    return ledger.resolve(LedgerIndex.FILE);
  }

  private static CommandRun run(Path folder, String command, List<String> filter, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(command, folder, "--json", "--utc"));
    arguments.addAll(filter);
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.run(arguments.toArray());
    assertThat(run.code()).as("seed=%d %s", SEED, run.err()).isZero();
    return run;
  }

  /** What a reading of all of it gives. */
  private static List<String> shown(Path folder, List<String> filter) {
    return run(folder, "show", filter).out().lines().toList();
  }

  /** All that a query gives, page by page. */
  private static List<String> queried(Path folder, List<String> filter, String order)
      throws IOException {
    int limit = 100 + RANDOM.nextInt(400);
    List<String> found = new ArrayList<>();
    List<Object> after = List.of();
    do {
      List<Object> more = new ArrayList<>(List.of(order, "--limit", limit));
      more.addAll(after);
      CommandRun page = run(folder, "query", filter, more.toArray());
      List<String> lines = page.out().lines().toList();
      JsonNode last = lines.isEmpty() ? null : page.summary();
      boolean goesOn = last != null && last.has("after");
      after = goesOn ? List.of("--after", last.path("after").asLong()) : List.of();
      List<String> entries = goesOn ? lines.subList(0, lines.size() - 1) : lines;
      assertThat(entries).hasSizeLessThanOrEqualTo(limit);
      found.addAll(entries);
    } while (!after.isEmpty());
    return found;
  }

  private static void queriesAreRight(Path folder) throws IOException {
    for (int i = 0; i < QUERIES; i++) {
      List<String> filter = GeneratedLedger.filter(RANDOM, EVENTS);
      List<String> expected = new ArrayList<>(shown(folder, filter));
      boolean oldest = RANDOM.nextBoolean();
      if (!oldest) {
        Collections.reverse(expected);
      }
      assertThat(queried(folder, filter, oldest ? "--oldest" : "--newest"))
          .as("seed=%d filter=%s", SEED, filter)
          .isEqualTo(expected);
    }
  }

  @Test
  void aQueryGivesWhatAReadingOfTheLedgerGives() throws Exception {
    for (int i = 0; i < 5; i++) {
      queriesAreRight(ledger);
    }
  }

  /** What may happen to an index. */
  enum Harm {
    DELETED {
      @Override
      void to(Path index) throws IOException {
        Files.delete(index);
      }
    },
    EMPTIED {
      @Override
      void to(Path index) throws IOException {
        Files.write(index, new byte[0]);
      }
    },
    TRUNCATED {
      @Override
      void to(Path index) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
          file.setLength(1 + RANDOM.nextInt((int) file.length() - 1));
        }
      }
    },
    FLIPPED {
      @Override
      void to(Path index) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
          long at = RANDOM.nextInt((int) file.length());
          file.seek(at);
          int before = file.read();
          file.seek(at);
          file.write(before ^ 1 << RANDOM.nextInt(8));
        }
      }
    },
    GARBAGE {
      @Override
      void to(Path index) throws IOException {
        byte[] garbage = new byte[1 + RANDOM.nextInt(100_000)];
        RANDOM.nextBytes(garbage);
        Files.write(index, garbage);
      }
    },
    ANOTHER_LEDGERS {
      @Override
      void to(Path index) throws IOException {
        run(dir.resolve("other"), "query", List.of());
        Files.move(
            dir.resolve("other").resolve(LedgerIndex.FILE),
            index,
            StandardCopyOption.REPLACE_EXISTING);
      }
    },
    ANOTHER_LEDGERS_UNDER_THIS_ONES_NAME {
      @Override
      void to(Path index) throws Exception {
        String id = first(index, "SELECT ledger FROM source");
        ANOTHER_LEDGERS.to(index);
        execute(index, "UPDATE source SET ledger = '" + id + "'");
      }
    },
    OF_ANOTHER_VERSION {
      @Override
      void to(Path index) throws Exception {
        execute(index, "PRAGMA user_version = 999");
        execute(index, "DELETE FROM events");
      }
    },
    ANOTHER_DATABASE {
      @Override
      void to(Path index) throws Exception {
        String version = first(index, "PRAGMA user_version");
        Files.delete(index);
        execute(index, "CREATE TABLE notes (text TEXT)");
        execute(index, "PRAGMA user_version = " + version);
      }
    },
    ROWS_CHANGED {
      @Override
      void to(Path index) throws Exception {
        execute(index, "UPDATE events SET hash = hash + 1 WHERE seq % 3 = 0");
      }
    };

    abstract void to(Path index) throws Exception;

    static void execute(Path index, String sql) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(sql);
      }
    }

    static String first(Path index, String sql) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        result.next();
        return result.getString(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void queriesStayRightWhateverHappensToTheIndex(Harm harm) throws Exception {
    for (int round = 0; round < 2; round++) {
      run(ledger, "query", List.of());
      harm.to(index());
      queriesAreRight(ledger);
    }
  }

  @Test
  void theIndexOfALedgerThatIsNotOursToWriteIsKeptElsewhere() throws Exception {
    Path folder = dir.resolve("theirs");
    GeneratedLedger.write(folder, EVENTS, RANDOM);
    Unwritable.during(
        folder,
        () -> {
          assertThat(CommandRun.run("query", folder).err()).contains(NOT_BESIDE);
          queriesAreRight(folder);
          assertThat(folder.resolve(LedgerIndex.FILE)).doesNotExist();
        });
  }

  @Test
  void anIndexThatMayOnlyBeReadIsLeftAlone() throws Exception {
    run(ledger, "query", List.of());
    byte[] before = Files.readAllBytes(index());
    Unwritable.during(
        index(),
        () -> {
          assertThat(CommandRun.run("query", ledger).err()).contains(NOT_BESIDE);
          queriesAreRight(ledger);
          assertThat(Files.readAllBytes(index())).isEqualTo(before);
        });
  }

  @Test
  void aQueryCatchesUpWithAWriter() throws Exception {
    Path folder = dir.resolve("written");
    ExecutorService writing = Executors.newSingleThreadExecutor();
    try (GeneratedLedger generated = new GeneratedLedger(folder, new Random(SEED))) {
      generated.append(10);
      Future<?> writer =
          writing.submit(
              () -> {
                for (int i = 0; i < 60; i++) {
                  generated.append(50);
                  generated.later(DAY_NANOS / 10);
                }
              });
      int seen = 0;
      while (!writer.isDone()) {
        List<String> shown = shown(folder, List.of("--type=tool_start"));
        List<String> found = queried(folder, List.of("--type=tool_start"), "--oldest");
        assertThat(found).as("seed=%d", SEED).startsWith(shown.toArray(String[]::new));
        assertThat(found.size()).isGreaterThanOrEqualTo(seen);
        seen = found.size();
      }
      writer.get();
      queriesAreRight(folder);
    } finally {
      writing.shutdown();
    }
    queriesAreRight(folder);
  }

  @Test
  void whatWasPrunedIsNotFound() throws Exception {
    Path folder = dir.resolve("pruned");
    try (GeneratedLedger generated = new GeneratedLedger(folder, RANDOM)) {
      for (int day = 0; day < 4; day++) {
        generated.append(200);
        generated.later(DAY_NANOS);
      }
    }
    run(folder, "query", List.of());
    CommandRun prune = CommandRun.run("prune", folder, "--before", "2026-11-03", "--without-store");
    assertThat(prune.code()).as(prune.out()).isZero();
    assertThat(shown(folder, List.of("--seq", "0..100"))).isEmpty();
    queriesAreRight(folder);
    Files.delete(folder.resolve(LedgerIndex.FILE));
    queriesAreRight(folder);
  }

  @Test
  void anEntryThatWasChangedIsNotFoundAndAllOthersAre() throws Exception {
    Path folder = dir.resolve("changed");
    GeneratedLedger.write(folder, EVENTS / 4, RANDOM);
    List<String> before = queried(folder, List.of(), "--oldest");
    int seq = RANDOM.nextInt(before.size());
    JsonNode entry = run(folder, "show", List.of("--seq=" + seq)).json();
    Path file = folder.resolve("ledger").resolve(entry.path("file").asText());
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      // In the id, which any entry has.
      bytes.seek(entry.path("offset").asLong() + 4 + 32 + EntryLayout.ID_OFFSET);
      int id = bytes.read();
      bytes.seek(bytes.getFilePointer() - 1);
      bytes.write(id ^ 1);
    }
    List<String> left = new ArrayList<>(before);
    left.remove(seq);
    for (int round = 0; round < 2; round++) {
      assertThat(queried(folder, List.of(), "--oldest")).as("seed=%d", SEED).isEqualTo(left);
      Files.delete(folder.resolve(LedgerIndex.FILE));
    }
  }

  @Test
  void severalQueriesAtOnceMakeOneIndex() throws Exception {
    List<String> expected = shown(ledger, List.of("--tool=tool-1"));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 4; round++) {
        Callable<List<String>> query =
            () ->
                run(ledger, "query", List.of("--tool=tool-1"), "--oldest", "--limit", 9_999)
                    .out()
                    .lines()
                    .toList();
        if (round % 2 == 0) {
          Files.deleteIfExists(index());
        } else {
          Files.writeString(index(), "no database");
        }
        for (Future<List<String>> found : pool.invokeAll(Collections.nCopies(4, query))) {
          assertThat(found.get()).as("seed=%d", SEED).isEqualTo(expected);
        }
        queriesAreRight(ledger);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aPageLooksAsShowPrintsIt() {
    CommandRun shown = CommandRun.run("show", ledger, "--seq", "20..22", "--utc");
    CommandRun found = CommandRun.run("query", ledger, "--seq", "20..22", "--utc", "--oldest");
    assertThat(found.out()).isEqualTo(shown.out());
    assertThat(found.err()).isEmpty();
    assertThat(CommandRun.run("query", ledger, "--seq=20", "--utc", "--color=always").out())
        .isEqualTo(CommandRun.run("show", ledger, "--seq=20", "--utc", "--color=always").out())
        .contains("\u001b[");
  }

  @Test
  void theCommandThatGoesOnIsPrintedForAShell() {
    CommandRun page =
        CommandRun.run("query", ledger, "--task=it's the first", "--limit", 1, "--after=7");
    assertThat(page.out() + page.err()).isEmpty();
    page = CommandRun.run("query", ledger, "--task", "the first task", "--oldest", "--limit", 1);
    assertThat(page.out().lines()).hasSize(1);
    String line = page.out().strip();
    String seq = line.substring(0, line.indexOf(' '));
    assertThat(page.err())
        .isEqualTo(
            "more: tachograph query --after %s %s --task 'the first task' --oldest --limit 1%n"
                .formatted(seq, ledger));
  }

  @Test
  void badUsageIsRefused() {
    assertThat(CommandRun.run("query", ledger, "--limit", 0).code()).isEqualTo(2);
    assertThat(CommandRun.run("query", ledger, "--newest", "--oldest").code()).isEqualTo(2);
    assertThat(CommandRun.run("query", dir.resolve("nowhere")).code()).isEqualTo(2);
    assertThat(CommandRun.run("query", dir).err()).contains("say which");
  }
}
