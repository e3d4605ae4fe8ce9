package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every ledger must do, whatever it is kept in. */
abstract class LedgerContract {
  static final EventType TYPE = EventType.of("task_start");

  abstract Ledger open(LedgerSettings settings);

  Ledger open() {
    return open(LedgerSettings.defaults());
  }

  static long append(Ledger ledger, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return ledger.append(1, 2, TYPE, bytes, 0, bytes.length);
  }

  static List<Entry> readAll(Ledger ledger, long fromSeq) {
    List<Entry> entries = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(fromSeq)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  static void assertChained(List<Entry> entries, long firstSeq, Hash prev) {
    long seq = firstSeq;
    Hash expected = prev;
    for (Entry entry : entries) {
      assertThat(entry.seq()).isEqualTo(seq++);
      assertThat(entry.prev()).isEqualTo(expected);
      expected = entry.hash();
    }
  }

  @Test
  void theFirstEntriesSayWhichLedgerItIsAndThatItWasOpened() {
    try (Ledger ledger = open()) {
      List<Entry> entries = readAll(ledger, 0);
      assertThat(entries)
          .extracting(Entry::type)
          .containsExactly("ledger_created", "ledger_opened");
      assertThat(entries.get(0).bodyText())
          .startsWith(
              "{\"data\":{\"ledger_id\":\""
                  + ledger.id()
                  + "\",\"origin\":\"tachograph/"
                  + ledger.id()
                  + "\"");
      assertThat(entries.get(0).id().version()).isEqualTo(7);
      assertThat(entries.get(1).bodyText())
          .isEqualTo("{\"data\":{\"pid\":" + ProcessHandle.current().pid() + "}}");
      assertChained(entries, 0, Hash.ZERO);
    }
  }

  @Test
  void anEntryComesBackAsItWasAppended() {
    EpochClock clock = () -> 1_700_000_000_123_456_789L;
    try (Ledger ledger = open(LedgerSettings.defaults().withClock(clock))) {
      UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
      byte[] body = "xx{\"a\":\"ä\"}yy".getBytes(StandardCharsets.UTF_8);
      long seq =
          ledger.append(
              id.getMostSignificantBits(),
              id.getLeastSignificantBits(),
              EventType.of("policy.checked"),
              body,
              2,
              body.length - 4);
      Entry entry = readAll(ledger, seq).get(0);
      assertThat(entry.seq()).isEqualTo(seq).isEqualTo(2);
      assertThat(entry.type()).isEqualTo("policy.checked");
      assertThat(entry.id()).isEqualTo(id);
      assertThat(entry.timeNanos()).isEqualTo(1_700_000_000_123_456_789L);
      assertThat(entry.bodyText()).isEqualTo("{\"a\":\"ä\"}");
      assertThat(ledger.head()).isEqualTo(new LedgerHead(2, entry.hash()));
    }
  }

  @Test
  void bodiesFromTheShortestToTheLongestAreChained() {
    try (Ledger ledger = open()) {
      int[] lengths = {2, 3, 4, 5, 100, 8_191, 70_000, 1 << 20, EntryLayout.MAX_BODY_LENGTH, 2};
      for (int length : lengths) {
        byte[] body = new byte[length];
        java.util.Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[length - 1] = '}';
        ledger.append(1, 2, TYPE, body, 0, length);
      }
      List<Entry> entries = readAll(ledger, 0);
      assertChained(entries, 0, Hash.ZERO);
      assertThat(entries.subList(2, entries.size()))
          .extracting(entry -> entry.body().length)
          .containsExactlyElementsOf(java.util.Arrays.stream(lengths).boxed().toList());
    }
  }

  @Test
  void aBodyOutOfRangeIsRefusedAndLosesNothing() {
    try (Ledger ledger = open()) {
      assertThatThrownBy(() -> append(ledger, "x")).isInstanceOf(IllegalArgumentException.class);
      assertThat(append(ledger, "{}")).isEqualTo(2);
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
  }

  @Test
  void aCursorStartsAnywhereAndFollowsWhatIsAppendedLater() {
    try (Ledger ledger = open();
        LedgerCursor cursor = ledger.read(4)) {
      assertThat(cursor.next()).isNull();
      append(ledger, "{}");
      append(ledger, "{}");
      assertThat(cursor.next()).isNull();
      append(ledger, "{\"n\":4}");
      Entry entry = cursor.next();
      assertThat(entry).isNotNull();
      assertThat(entry.seq()).isEqualTo(4);
      assertThat(cursor.next()).isNull();
      append(ledger, "{\"n\":5}");
      assertThat(cursor.next().seq()).isEqualTo(5);
    }
  }

  @Test
  void readingFromAnySeqGivesExactlyTheRest() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Ledger ledger = open()) {
      int count = 2 + random.nextInt(600);
      while (ledger.head().seq() < count) {
        append(ledger, "{\"x\":\"" + "y".repeat(random.nextInt(700)) + "\"}");
      }
      List<Entry> all = readAll(ledger, 0);
      assertThat(all).as("seed=%d", seed).hasSize(count + 1);
      for (int i = 0; i < 20; i++) {
        int from = random.nextInt(count + 1);
        assertThat(readAll(ledger, from))
            .as("seed=%d from=%d", seed, from)
            .isEqualTo(all.subList(from, all.size()));
      }
    }
  }

  @Test
  void manyThreadsAppendIntoOneChain() throws Exception {
    int threads = 4;
    int each = 2_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Ledger ledger = open()) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    append(ledger, "{\"i\":" + i + "}");
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      List<Entry> entries = readAll(ledger, 0);
      assertThat(entries).hasSize(2 + threads * each);
      assertChained(entries, 0, Hash.ZERO);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aBatchIsAppendedInOneGo() {
    EntryBatch batch = new EntryBatch();
    try (Ledger ledger = open()) {
      assertThat(ledger.appendAll(batch)).isEqualTo(2);
      for (int round = 0; round < 3; round++) {
        long next = ledger.head().seq() + 1;
        batch.clear();
        for (int i = 0; i < 100; i++) {
          byte[] body = ("{\"i\":\"" + "b".repeat(i * 3) + "\"}").getBytes(StandardCharsets.UTF_8);
          batch.add(round, i, TYPE, body, 0, body.length);
        }
        assertThat(batch.size()).isEqualTo(100);
        assertThat(ledger.appendAll(batch)).isEqualTo(next);
        assertThat(ledger.head().seq()).isEqualTo(next + 99);
        Entry last = readAll(ledger, next + 99).get(0);
        assertThat(last.bodyText()).isEqualTo("{\"i\":\"" + "b".repeat(297) + "\"}");
        assertThat(last.id()).isEqualTo(new UUID(round, 99));
      }
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      assertThatThrownBy(() -> batch.add(1, 2, TYPE, new byte[1], 0, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anInterruptedThreadAppendsAndStaysInterrupted() {
    try (Ledger ledger = open()) {
      Thread.currentThread().interrupt();
      append(ledger, "{}");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(ledger.head().seq()).isEqualTo(2);
    }
  }

  @Test
  void finishingSaysHowManyEntriesThereAreAndLateCallsAreStillTaken() {
    try (Ledger ledger = open()) {
      append(ledger, "{}");
      ledger.finish();
      ledger.finish();
      append(ledger, "{\"late\":true}");
      List<Entry> entries = readAll(ledger, 2);
      assertThat(entries)
          .extracting(Entry::type)
          .containsExactly("task_start", "ledger_closed", "task_start");
      assertThat(entries.get(1).bodyText()).contains("\"entries\":4");
    }
  }

  @Test
  void aClosedLedgerSaysSo() {
    Ledger ledger = open();
    ledger.close();
    ledger.close();
    assertThatThrownBy(() -> append(ledger, "{}"))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.CLOSED));
    assertThatThrownBy(() -> ledger.read(0)).isInstanceOf(LedgerException.class);
  }
}
