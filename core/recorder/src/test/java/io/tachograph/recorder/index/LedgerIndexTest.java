package io.tachograph.recorder.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.experience.DecisionStep;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.OutcomeRecorded;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.EpochClock;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.TimeOrderedIds;
import io.tachograph.recorder.experience.LedgerExperienceStore;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.LedgerTallies;
import io.tachograph.store.index.Tallies;
import io.tachograph.store.index.TallyBy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index against a reading of the whole ledger. */
class LedgerIndexTest {
  private static final int EVENTS = 1_500;
  private static final int QUERIES = 60;
  private static final int PAGE = 37;
  private static final long START_NANOS = 1_790_000_000_000_000_000L;
  private static final String[] TYPES = {
    "task_start", "task_completed", "tool_start", "tool_completed", "tool_denied", "policy.checked"
  };

  @TempDir Path temp;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private long now = START_NANOS;
  private final EpochClock clock =
      () -> {
        // It steps back now and then, as wall clocks do.
        now += random.nextInt(100) == 0 ? -5_000_000_000L : random.nextInt(2_000_000);
        return now;
      };
  private final Ledger ledger = new InMemoryLedger(LedgerSettings.defaults().withClock(clock));
  private final TimeOrderedIds ids = new TimeOrderedIds(clock);
  private final List<String> tasks = new ArrayList<>();
  private Path file;

  @BeforeEach
  void fill() {
    file = temp.resolve(LedgerIndex.FILE);
    for (int i = 0; i < EVENTS; i++) {
      append(ledger);
    }
  }

  private void append(Ledger to) {
    if (random.nextInt(10) == 0) {
      new LedgerExperienceStore(to)
          .appendEvent(
              ExperienceEventEnvelope.of(
                      new OutcomeRecorded(
                          "chain-" + random.nextInt(20),
                          DecisionStep.PLANNING,
                          true,
                          null,
                          null,
                          null,
                          null,
                          null))
                  .withTenant("tenant-" + random.nextInt(3))
                  .withCorrelation("run-" + random.nextInt(50)));
      return;
    }
    if (tasks.isEmpty() || random.nextInt(3) == 0) {
      tasks.add(random.nextBoolean() ? ids.get().toString() : "task " + tasks.size());
    }
    String body =
        "{\"task_id\":\""
            + tasks.get(random.nextInt(tasks.size()))
            + "\",\"parent_id\":\""
            + tasks.get(random.nextInt(tasks.size()))
            + (random.nextBoolean() ? "\",\"agent_id\":\"agent-" + random.nextInt(4) : "")
            + (random.nextBoolean() ? "\",\"mission\":\"" + new UUID(1, random.nextInt(9)) : "")
            + (random.nextBoolean() ? "\",\"trace_id\":\"" + "0af7".repeat(8) : "")
            + "\",\"data\":{\"name\":\"tool-"
            + random.nextInt(5)
            + "\",\"duration_ns\":"
            + random.nextInt(1_000_000_000)
            + "}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    UUID id = ids.get();
    to.append(
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        EventType.of(TYPES[random.nextInt(TYPES.length)]),
        bytes,
        0,
        bytes.length);
  }

  private LedgerIndex open() {
    return LedgerIndex.open(file, ledger.id(), SeekableEntries.of(ledger));
  }

  private List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private IndexQuery query(List<Entry> entries) {
    IndexQuery query = IndexQuery.ALL;
    Entry like = entries.get(random.nextInt(entries.size()));
    var fields = EntryFields.row(like).fields();
    for (IndexField field : IndexField.values()) {
      if (random.nextInt(4) == 0 && fields.containsKey(field)) {
        query = query.with(field, fields.get(field));
      }
    }
    if (random.nextInt(4) == 0) {
      query = query.within(tasks.get(random.nextInt(tasks.size())));
    }
    if (random.nextInt(4) == 0) {
      query = query.withAny(IndexField.TYPE, List.of(TYPES).subList(0, 1 + random.nextInt(4)));
    }
    if (random.nextInt(10) == 0) {
      query = query.with(List.of(IndexField.values()).get(random.nextInt(11)), "nobody has this");
    }
    if (random.nextInt(3) == 0) {
      long from = like.timeNanos() - random.nextInt(500_000_000);
      query = query.between(from, random.nextBoolean() ? from + 800_000_000 : Long.MAX_VALUE);
    }
    if (random.nextInt(4) == 0) {
      query = query.seqs(random.nextInt(700), 700 + random.nextInt(1_000));
    }
    return random.nextBoolean() ? query : query.oldestFirst();
  }

  private void queriesAreRight(LedgerIndex index) throws Exception {
    List<Entry> entries = all();
    List<IndexRow> rows = entries.stream().map(EntryFields::row).toList();
    for (int i = 0; i < QUERIES; i++) {
      IndexQuery query = query(entries);
      List<Entry> expected = new ArrayList<>();
      rows.stream()
          .filter(query::asksFor)
          .forEach(row -> expected.add(entries.get((int) row.seq())));
      if (query.newestFirst()) {
        Collections.reverse(expected);
      }
      List<Entry> found = new ArrayList<>();
      IndexQuery next = query;
      for (OptionalLong cursor = OptionalLong.of(0); cursor.isPresent(); ) {
        EntryPage page = index.find(next, PAGE);
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(PAGE);
        found.addAll(page.entries());
        cursor = page.cursor();
        next = cursor.isPresent() ? query.after(cursor.getAsLong()) : next;
      }
      assertThat(found).as("seed=%d query=%s", seed, query).isEqualTo(expected);
    }
  }

  @Test
  void everyQueryGivesWhatAReadingOfTheLedgerGives() throws Exception {
    try (LedgerIndex index = open()) {
      assertThat(index.catchUp(seq -> {})).isEqualTo(ledger.head().seq() + 1);
      queriesAreRight(index);
      for (int i = 0; i < 100; i++) {
        append(ledger);
      }
      List<Long> progress = new ArrayList<>();
      assertThat(index.catchUp(progress::add)).isEqualTo(100);
      assertThat(progress).containsExactly(ledger.head().seq());
      queriesAreRight(index);
    }
    try (LedgerIndex again = open()) {
      assertThat(again.catchUp(seq -> {})).isZero();
      queriesAreRight(again);
    }
  }

  @Test
  void twoThatFillItAtOnceFillItOnce() throws Exception {
    try (LedgerIndex one = open();
        LedgerIndex other = open()) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  other.catchUp(seq -> {});
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.start();
      one.catchUp(seq -> {});
      thread.join();
      queriesAreRight(one);
      queriesAreRight(other);
    }
  }

  @Test
  void oneThatIsDeletedIsMadeAnew() throws Exception {
    try (LedgerIndex index = open()) {
      index.catchUp(seq -> {});
    }
    Files.delete(file);
    try (LedgerIndex index = open()) {
      assertThat(index.catchUp(seq -> {})).isEqualTo(ledger.head().seq() + 1);
      queriesAreRight(index);
    }
  }

  @Test
  void oneThatIsCorruptIsMadeAnew() throws Exception {
    for (int round = 0; round < 12; round++) {
      try (LedgerIndex index = open()) {
        index.catchUp(seq -> {});
      }
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        if (round == 0) {
          raw.setLength(raw.length() / 2);
        }
        byte[] noise = new byte[1 + random.nextInt(600)];
        random.nextBytes(noise);
        raw.seek(round == 1 ? 0 : random.nextInt((int) raw.length()));
        raw.write(noise);
      }
      try (LedgerIndex index = open()) {
        index.catchUp(seq -> {});
        queriesAreRight(index);
      }
    }
  }

  @Test
  void oneOfAnotherLedgerOrVersionOrThatIsNoneIsMadeAnew() throws Exception {
    try (Ledger other = new InMemoryLedger(LedgerSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        append(other);
      }
      try (LedgerIndex index = LedgerIndex.open(file, other.id(), SeekableEntries.of(other))) {
        index.catchUp(seq -> {});
      }
      try (LedgerIndex index = open()) {
        assertThat(index.catchUp(seq -> {})).isEqualTo(ledger.head().seq() + 1);
        queriesAreRight(index);
      }
      // One that says that it is this ledger's, longer and shorter.
      for (int rest : new int[] {0, 2_000}) {
        Files.delete(file);
        for (int i = 0; i < rest; i++) {
          append(other);
        }
        try (LedgerIndex index = LedgerIndex.open(file, ledger.id(), SeekableEntries.of(other))) {
          index.catchUp(seq -> {});
        }
        try (LedgerIndex index = open()) {
          assertThat(index.catchUp(seq -> {})).isEqualTo(ledger.head().seq() + 1);
          queriesAreRight(index);
        }
      }
    }
    Files.writeString(file, "no database");
    try (LedgerIndex index = open()) {
      index.catchUp(seq -> {});
      queriesAreRight(index);
    }
  }

  @Test
  void aLedgerInFilesIsReadWhereTheIndexPoints() throws Exception {
    Path folder = temp.resolve("service");
    try (Ledger files = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        append(files);
      }
      List<Long> seqs = new ArrayList<>();
      try (LedgerCursor cursor = files.read(0)) {
        for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
          if (entry.type().equals("tool_denied")) {
            seqs.add(entry.seq());
          }
        }
      }
      Path beside = folder.resolve(LedgerIndex.FILE);
      try (LedgerIndex index = LedgerIndex.open(beside, files.id(), SeekableEntries.of(files))) {
        index.catchUp(seq -> {});
        IndexQuery denied = IndexQuery.ALL.with(IndexField.TYPE, "tool_denied").oldestFirst();
        assertThat(index.find(denied, PAGE).entries())
            .as("seed=%d", seed)
            .extracting(Entry::seq)
            .isEqualTo(seqs.subList(0, PAGE));
      }
    }
  }

  @Test
  void whatIsPrunedIsForgotten() throws Exception {
    try (LedgerIndex index = open()) {
      index.catchUp(seq -> {});
    }
    // A little is forgotten; for much the index is made anew.
    for (long first : new long[] {1 + random.nextInt(300), EVENTS - 100, EVENTS + 10}) {
      while (ledger.head().seq() < EVENTS + 20) {
        append(ledger);
      }
      SeekableEntries pruned =
          (from, reader) -> SeekableEntries.of(ledger).read(Math.max(first, from), reader);
      List<Entry> rest = all().subList((int) first, all().size());
      try (LedgerIndex index = LedgerIndex.open(file, ledger.id(), pruned)) {
        index.catchUp(seq -> {});
        assertThat(index.find(IndexQuery.ALL.oldestFirst(), rest.size() + 1).entries())
            .as("seed=%d first=%d", seed, first)
            .isEqualTo(rest);
        assertThat(types(index.statistics().tallies()))
            .as("seed=%d first=%d", seed, first)
            .isEqualTo(
                rest.stream().collect(Collectors.groupingBy(Entry::type, Collectors.counting())));
      }
    }
  }

  private static Map<String, Long> types(Tallies tallies) {
    Map<String, Long> types = new HashMap<>();
    tallies.by(TallyBy.TYPE).forEach((type, tally) -> types.put(type, tally.events()));
    return types;
  }

  @Test
  void itsCountsAreTheLedgersAndItsSlowestCallsAreReadFromIt() throws Exception {
    Entry slowest = null;
    try (LedgerIndex index = open()) {
      index.catchUp(seq -> {});
      LedgerTallies counted = new LedgerTallies();
      long most = -1;
      for (Entry entry : all()) {
        IndexRow row = EntryFields.row(entry);
        counted.add(row);
        CallPart call = row.call();
        if (call != null && call.durationNanos() > most) {
          most = call.durationNanos();
          slowest = entry;
        }
      }
      LedgerStatistics statistics = index.statistics();
      assertThat(types(statistics.tallies())).isEqualTo(types(counted.total()));
      assertThat(statistics.slowest()).as("seed=%d", seed).startsWith(slowest);
    }
  }

  @Test
  void noFileIsLeftBesideItOnceItIsClosed() throws Exception {
    try (LedgerIndex index = open()) {
      index.catchUp(seq -> {});
    }
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(file);
    }
  }
}
