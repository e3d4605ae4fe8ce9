package io.tachograph.bench;

import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.Page;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The mission store: what is written beside bare JDBC on the same schema, what its queries take on
 * a million tool calls, opening a gigabyte, and the way from a ledger into it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoreBenchmark {
  private static final int BATCH = 1_000;
  private static final int PAGE_ROWS = 100;

  /** A store of ours. */
  @State(Scope.Benchmark)
  public static class Ours {
    private Path folder;
    private StoreRows rows;
    private SqliteStore store;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("store");
      store = SqliteStore.open(folder.resolve("store.db"));
      rows = new StoreRows(StoreRows.mission(store, "m"));
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException {
      store.close();
      Folders.delete(folder);
    }
  }

  /** The same schema without the store's code. */
  @State(Scope.Benchmark)
  public static class Bare {
    private Path folder;
    private BareTable table;

    /** Opens it. */
    @Setup
    public void open() throws IOException, SQLException {
      folder = Files.createTempDirectory("bare");
      Path file = folder.resolve("store.db");
      try (SqliteStore store = SqliteStore.open(file)) {
        StoreRows.mission(store, "m");
      }
      table = new BareTable(file);
    }

    /** Deletes it. */
    @TearDown
    public void close() throws IOException, SQLException {
      table.close();
      Folders.delete(folder);
    }
  }

  /** A million tool calls, of a hundred missions and twenty tools. */
  @State(Scope.Benchmark)
  public static class Million {
    /** Which query. */
    @Param({
      "callsOfMission",
      "callsOfMissionAndTool",
      "failuresOfMission",
      "callsOfMissionInTime",
      "callsOfTool",
      "failures",
      "newestCalls",
      "decisionsOfMission",
      "decisionsOfType",
      "decisionsOfAgent",
      "missionByUuid",
      "missionsWithStatus",
      "missionsInPhase",
      "missionsOfOwner",
      "missionsOverBudget",
      "missionsAtAlertThreshold",
    })
    String query;

    private SqliteStore store;
    private long missionId;

    /** Fills it. */
    @Setup
    public void open() throws IOException {
      Path folder = Folders.shared("million", made -> fill(made, StoreRows::fill));
      store = SqliteStore.open(folder.resolve("store.db"));
      missionId = store.missions().get(StoreRows.uuid(50)).id();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      store.close();
    }

    Object run() {
      Page page = Page.first(PAGE_ROWS);
      return switch (query) {
        case "callsOfMission" -> store.toolCalls().ofMission(missionId, page);
        case "callsOfMissionAndTool" -> store.toolCalls().ofMission(missionId, "tool7", page);
        case "failuresOfMission" -> store.toolCalls().failuresOfMission(missionId, page);
        case "callsOfMissionInTime" ->
            store
                .toolCalls()
                .ofMission(missionId, StoreRows.time(500_000), StoreRows.time(510_000), page);
        case "callsOfTool" -> store.toolCalls().named("tool7", page);
        case "failures" -> store.toolCalls().failures(page);
        case "newestCalls" -> store.toolCalls().newest(PAGE_ROWS);
        case "decisionsOfMission" -> store.decisions().ofMission(missionId, page);
        case "decisionsOfType" -> store.decisions().withType("type3", page);
        case "decisionsOfAgent" -> store.decisions().byAgent("agent3", page);
        case "missionByUuid" -> store.missions().get(StoreRows.uuid(50));
        default -> missions(page);
      };
    }

    private List<?> missions(Page page) {
      return switch (query) {
        case "missionsWithStatus" -> store.missions().withStatus(MissionStatus.IN_PROGRESS, page);
        case "missionsInPhase" -> store.missions().inPhase(MissionPhase.CODING, page);
        case "missionsOfOwner" -> store.missions().ownedBy("owner3", page);
        case "missionsOverBudget" -> store.missions().overBudget(page);
        case "missionsAtAlertThreshold" -> store.missions().atAlertThreshold(page);
        default -> throw new IllegalStateException("no such query: query=" + query);
      };
    }
  }

  /** A database of a gigabyte. */
  @State(Scope.Benchmark)
  public static class Gigabyte {
    private Path file;

    /** Fills it. */
    @Setup
    public void make() throws IOException {
      Path folder = Folders.shared("gigabyte", made -> fill(made, StoreRows::fillGigabyte));
      file = folder.resolve("store.db");
      if (Files.size(file) < StoreRows.GIGABYTE) {
        throw new IllegalStateException("too small: bytes=" + Files.size(file));
      }
    }
  }

  private static void fill(Path folder, Consumer<SqliteStore> rows) {
    try (SqliteStore store = SqliteStore.open(folder.resolve("store.db"))) {
      rows.accept(store);
    }
  }

  /** A ledger without a store. */
  @State(Scope.Benchmark)
  public static class Recorded {
    private RecordedLedger ledger;

    /** Writes it. */
    @Setup
    public void write() throws IOException {
      ledger = new RecordedLedger();
    }

    /** Takes the store away that the last one made. */
    @Setup(Level.Invocation)
    public void deleteStore() throws IOException {
      ledger.deleteStore();
    }

    /** Deletes it. */
    @TearDown
    public void delete() throws IOException {
      ledger.delete();
    }
  }

  /** Ours, a transaction a call. */
  @Benchmark
  public long insert(Ours on) {
    return on.store.toolCalls().insert(on.rows.next());
  }

  /** JDBC, a transaction a call. */
  @Benchmark
  public int insertBare(Bare on) throws SQLException {
    return on.table.insert();
  }

  /** Ours, a transaction a thousand calls. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void insertBatch(Ours on) {
    on.store.toolCalls().insertAll(on.rows.next(BATCH));
  }

  /** JDBC, a transaction a thousand calls. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int insertBatchBare(Bare on) throws SQLException {
    return on.table.insert(BATCH);
  }

  /** A page of a hundred rows of each query. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 2, time = 1)
  @Measurement(iterations = 3, time = 1)
  public Object query(Million on) {
    return on.run();
  }

  /** Opens it to write, and closes it. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 3)
  @Measurement(iterations = 20)
  public void openGigabyte(Gigabyte on) {
    SqliteStore.open(on.file).close();
  }

  /** Events a second that the projection takes from a ledger into a new store. */
  @Benchmark
  @OperationsPerInvocation(RecordedLedger.EVENTS)
  @Warmup(iterations = 2, time = 10)
  @Measurement(iterations = 3, time = 10)
  public long projection(Recorded on) throws IOException, InterruptedException {
    return on.ledger.project();
  }
}
