package io.tachograph.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index counts, against events that are counted one by one in memory. */
class TalliesTest {
  private static final String LEDGER = "a ledger";

  /** Before the end of a block, so that two are counted. */
  private static final long FIRST = Tallies.BLOCK_EVENTS - 3_000;

  private static final int EVENTS = 6_000;
  private static final long START_NANOS = 1_793_520_000_000_000_000L;
  private static final long STEP_NANOS = 5_000_000_000L;

  @TempDir Path temp;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private Path file;
  private List<IndexRow> rows;

  private List<IndexRow> rows(int agents) {
    List<IndexRow> made = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Map<IndexField, String> fields = new EnumMap<>(IndexField.class);
      CallPart call = call();
      fields.put(IndexField.TYPE, call == null ? "decision" : "call-" + random.nextInt(3));
      if (random.nextInt(4) > 0) {
        fields.put(IndexField.AGENT, "agent-" + random.nextInt(agents));
      }
      long time = START_NANOS + i * STEP_NANOS - random.nextInt(10) * STEP_NANOS;
      made.add(new IndexRow(FIRST + i, time, random.nextLong(), fields, call));
    }
    return made;
  }

  private @Nullable CallPart call() {
    TallyBy of = List.of(TallyBy.TASK, TallyBy.TOOL, TallyBy.MODEL).get(random.nextInt(3));
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new CallPart(of, "name-" + random.nextInt(9), true, CallPart.NOT_ENDED, false);
      default -> {
        long nanos = (long) Math.exp(random.nextInt(36));
        yield new CallPart(of, "name-" + random.nextInt(9), false, nanos, random.nextBoolean());
      }
    };
  }

  private static Tallies counted(List<IndexRow> rows) {
    LedgerTallies tallies = new LedgerTallies();
    rows.forEach(tallies::add);
    return tallies.total();
  }

  /** All that can be told of them, in an order of its own. */
  private static Map<String, String> told(Tallies tallies) {
    Map<String, String> told = new TreeMap<>();
    for (TallyBy by : TallyBy.values()) {
      tallies
          .by(by)
          .forEach(
              (name, tally) ->
                  told.put(
                      by + " " + name,
                      List.of(
                              tally.events(),
                              tally.begun(),
                              tally.ended(),
                              tally.failed(),
                              tally.nanosAt(50),
                              tally.nanosAt(99),
                              tally.nanosAt(100))
                          .toString()));
    }
    told.put("slowest", tallies.slowest().toString());
    return told;
  }

  private void fill(EventIndex index) {
    for (int from = 0; from < rows.size(); ) {
      int to = Math.min(rows.size(), from + 1 + random.nextInt(700));
      index.add(rows.subList(from, to));
      from = to;
    }
  }

  private EventIndex open() {
    file = temp.resolve("index.db");
    return EventIndex.open(file, LEDGER);
  }

  @Test
  void eventsThatComeInPartsAreCountedAsTheWhole() {
    rows = rows(5);
    try (EventIndex index = open()) {
      assertThat(told(index.tallies())).isEqualTo(told(new Tallies()));
      fill(index);
      assertThat(told(index.tallies())).as("seed=%d", seed).isEqualTo(told(counted(rows)));
    }
    try (EventIndex again = open()) {
      assertThat(told(again.tallies())).as("seed=%d", seed).isEqualTo(told(counted(rows)));
    }
  }

  @Test
  void countsAreThoseThatCanBeCountedByHand() {
    rows = rows(5);
    Tallies tallies = counted(rows);
    List<IndexRow> failed =
        rows.stream().filter(row -> row.call() != null && row.call().failed()).toList();
    long slowest =
        rows.stream()
            .filter(row -> row.call() != null && row.call().ends())
            .mapToLong(row -> row.call().durationNanos())
            .max()
            .orElseThrow();
    assertThat(
            tallies.by(TallyBy.TASK).values().stream().mapToLong(Tally::failed).sum()
                + tallies.by(TallyBy.TOOL).values().stream().mapToLong(Tally::failed).sum()
                + tallies.by(TallyBy.MODEL).values().stream().mapToLong(Tally::failed).sum())
        .as("seed=%d", seed)
        .isEqualTo(failed.size());
    assertThat(tallies.by(TallyBy.TYPE).values().stream().mapToLong(Tally::events).sum())
        .isEqualTo(EVENTS);
    assertThat(tallies.slowest()).hasSize(Tallies.MOST_SLOW);
    assertThat(tallies.slowest().get(0).durationNanos()).as("seed=%d", seed).isEqualTo(slowest);
  }

  @Test
  void aMedianIsRightToOneInAHundred() {
    Tally tally = new Tally();
    for (int i = 1; i <= 1_001; i++) {
      tally.event(new CallPart(TallyBy.TOOL, "t", false, i * 1_000_000L, false));
    }
    assertThat(tally.nanosAt(50)).isBetween(495_000_000L, 507_000_000L);
    assertThat(tally.nanosAt(100)).isBetween(991_000_000L, 1_011_000_000L);
    assertThat(tally.failureRate()).isZero();
  }

  @Test
  void namesBeyondTheBoundAreCountedTogetherInWhateverPartsTheyCome() {
    rows = rows(20_000);
    try (EventIndex index = open()) {
      fill(index);
      Map<String, Tally> agents = index.tallies().by(TallyBy.AGENT);
      assertThat(agents).hasSizeLessThanOrEqualTo(Tallies.MOST_NAMES + 1);
      assertThat(agents).containsKey(Tallies.OTHERS);
      assertThat(told(index.tallies())).as("seed=%d", seed).isEqualTo(told(counted(rows)));
    }
  }

  @Test
  void whatIsForgottenCountsNoMore() {
    rows = rows(5);
    int gone = random.nextInt(EVENTS - 1) + 1;
    List<IndexRow> rest = rows.subList(gone, EVENTS);
    long first = rest.get(0).seq();
    long block = first / Tallies.BLOCK_EVENTS;
    Tallies ofItsBlock = new Tallies();
    rest.stream().filter(row -> row.seq() / Tallies.BLOCK_EVENTS == block).forEach(ofItsBlock::add);
    try (EventIndex index = open()) {
      fill(index);
      assertThat(index.firstSeq()).isEqualTo(FIRST);
      assertThat(index.forgetBefore(first, ofItsBlock, index.nextSeq() - 1))
          .as("events came in between")
          .isFalse();
      assertThat(told(index.tallies())).isEqualTo(told(counted(rows)));
      assertThat(index.forgetBefore(first, ofItsBlock, index.nextSeq())).isTrue();
      assertThat(index.firstSeq()).isEqualTo(first);
      assertThat(told(index.tallies())).as("seed=%d", seed).isEqualTo(told(counted(rest)));
      assertThat(index.find(IndexQuery.ALL.oldestFirst(), 1))
          .extracting(IndexHit::seq)
          .containsExactly(first);
    }
    try (EventIndex whole = open()) {
      assertThat(whole.nextSeq()).as("seed=%d: it still adds up", seed).isEqualTo(FIRST + EVENTS);
    }
  }

  @Test
  void damageToACountShows() throws Exception {
    for (String harm :
        List.of(
            "UPDATE tallies SET events = events + 1 WHERE id = 3",
            "UPDATE tallies SET durations = x'00' WHERE id = 3",
            "UPDATE tallies SET name = 'other' WHERE id = 3",
            "UPDATE tallies SET counted_by = 'moon' WHERE id = 3",
            "DELETE FROM tallies WHERE id = 3",
            "UPDATE slowest SET duration = duration + 1",
            "DELETE FROM tally_blocks",
            "UPDATE tally_blocks SET sum = sum + 1")) {
      rows = rows(5);
      try (EventIndex index = open()) {
        index.reset();
        fill(index);
        harm(harm);
        assertDamaged(index, harm);
      }
      try (EventIndex anew = open()) {
        assertThat(anew.nextSeq()).as(harm).isZero();
      }
    }
    assertThat(Files.exists(file)).isTrue();
  }

  private void harm(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private void assertDamaged(EventIndex index, String harm) {
    try {
      index.tallies();
    } catch (IndexException e) {
      assertThat(e.isDamaged()).as(harm).isTrue();
      assertThat(e).hasMessageContaining("file=" + file);
      return;
    }
    throw new AssertionError("it gave tallies: seed=" + seed + " harm=" + harm);
  }
}
