package io.tachograph.recorder.oldledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.LedgerHistory;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.oldledger.ImportReport.Outcome;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.Task;
import io.tachograph.store.oldledger.ChainSummary.Chain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OldLedgerImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HostProcess PROCESS = new HostProcess("import", "test");
  private static final int ROWS = 12;
  private static final Set<String> OF_THE_LEDGER =
      Set.of("ledger_created", "ledger_opened", "ledger_closed", "key_rotated");

  @TempDir Path dir;

  private Path file() throws Exception {
    Path file = dir.resolve("old.db");
    try (InputStream script = getClass().getResourceAsStream("old-ledger.sql")) {
      execute(file, new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Path folder() {
    return dir.resolve("ledger-of-ours");
  }

  private static ImportReport run(Path file, Path folder, boolean acceptBroken) throws IOException {
    return OldLedgerImport.run(new OldLedgerImport.Request(file, folder, acceptBroken, PROCESS));
  }

  private static List<Entry> entries(Path folder) {
    List<Entry> entries = new ArrayList<>();
    try (LedgerHistory history = LedgerHistory.open(folder);
        LedgerCursor cursor = history.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The entries of imports, without those that the ledger writes itself. */
  private static List<Entry> imported(Path folder) {
    return entries(folder).stream().filter(e -> !OF_THE_LEDGER.contains(e.type())).toList();
  }

  private static JsonNode data(Entry entry) {
    return body(entry).path("data");
  }

  private static JsonNode body(Entry entry) {
    try {
      return JSON.readTree(entry.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> types(List<Entry> entries) {
    return entries.stream().map(Entry::type).toList();
  }

  /** Each row's columns with their types, as SQLite has them. */
  private static List<Map<String, String>> rowsOf(Path file) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet columns = statement.executeQuery("PRAGMA table_info(ledger_events)")) {
        while (columns.next()) {
          names.add(columns.getString("name"));
        }
      }
      String each =
          String.join(
              ", ",
              names.stream()
                  .map(
                      name ->
                          "typeof(%1$s), CASE WHEN typeof(%1$s) IN ('text', 'blob')".formatted(name)
                              + " THEN hex(CAST(%1$s AS BLOB)) ELSE %1$s END".formatted(name))
                  .toList());
      try (ResultSet result =
          statement.executeQuery("SELECT " + each + " FROM ledger_events ORDER BY id")) {
        while (result.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            String type = result.getString(2 * i + 1);
            String value =
                type.equals("real")
                    ? Double.toString(result.getDouble(2 * i + 2))
                    : String.valueOf(result.getString(2 * i + 2));
            row.put(names.get(i), type + ":" + value);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The same, from the body of an entry. */
  private static Map<String, String> rowOf(Entry entry, Iterable<String> names) {
    Map<String, String> row = new LinkedHashMap<>();
    JsonNode data = data(entry);
    for (String name : names) {
      JsonNode inRow = data.path("row").path(name);
      row.put(name, column(inRow.isMissingNode() ? data.path(name) : inRow));
    }
    return row;
  }

  private static String column(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "null:null";
    }
    if (value.isTextual()) {
      return "text:" + hex(value.textValue().getBytes(StandardCharsets.UTF_8));
    }
    if (value.isIntegralNumber()) {
      return "integer:" + value.longValue();
    }
    if (value.isNumber()) {
      return "real:" + value.doubleValue();
    }
    if (value.has("$real")) {
      return "real:" + value.path("$real").textValue();
    }
    String kind = value.has("$blob_base64") ? "blob" : "text";
    byte[] bytes = Base64.getDecoder().decode(value.path("$" + kind + "_base64").textValue());
    return kind + ":" + hex(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  @Test
  void every_row_can_be_read_back_as_it_was() throws Exception {
    Path file = file();
    List<Map<String, String>> rows = rowsOf(file);
    ImportReport report = run(file, folder(), false);
    assertThat(report.outcome()).isEqualTo(Outcome.IMPORTED);
    List<Entry> imported = imported(folder());
    assertThat(imported.stream().skip(1).limit(ROWS).map(e -> rowOf(e, rows.get(0).keySet())))
        .isEqualTo(rows);
    assertThat(rows.stream().map(row -> row.get("agent_signature").split(":", -1)[0]))
        .contains("real", "blob", "text", "null", "integer");
  }

  @Test
  void events_keep_their_time_their_type_and_who_it_was() throws Exception {
    Instant before = Instant.now();
    run(file(), folder(), false);
    List<Entry> imported = imported(folder());
    assertThat(types(imported))
        .containsExactly(
            "import_started",
            "proposal_created",
            "task_start",
            "task_completed",
            "task_start",
            "task_failed",
            "io_write",
            "imported.key_rotated",
            "imported.mission_created",
            "imported.event",
            "gr__e__ndern__" + "x".repeat(50),
            "imported.task_start",
            "governance.vote_cast",
            "import_completed");
    assertThat(imported.get(1).time()).isEqualTo("2025-11-20T19:50:12.948027Z");
    assertThat(imported.get(5).time()).isEqualTo("2025-11-20T17:50:15Z");
    // The one is ahead of the clock, the other is no time.
    for (int now : new int[] {0, 11, 12, 13}) {
      assertThat(imported.get(now).time()).isBetween(before, Instant.now());
    }
    assertThat(imported.get(1).id().version()).isEqualTo(7);
    assertThat(imported.get(1).id().getMostSignificantBits() >>> 16)
        .isEqualTo(Instant.parse("2025-11-20T19:50:12.948Z").toEpochMilli());
    assertThat(imported.get(3).bodyText())
        .startsWith(
            "{\"task_id\":\"task-1\",\"agent_id\":\"größer \ud83d\ude00\",\"data\":{\"result\":\"success\"");
    assertThat(imported.get(1).bodyText()).startsWith("{\"agent_id\":\"forum\",\"data\":{");
  }

  @Test
  void the_beginning_and_the_end_say_what_was_imported() throws Exception {
    Path file = file();
    ImportReport report = run(file, folder(), false);
    assertThat(report.written()).isNotNull();
    assertThat(report.written().sealed()).isTrue();
    assertThat(report.written().newKey()).isNotNull();
    List<Entry> imported = imported(folder());
    Entry started = imported.get(0);
    assertThat(started.id()).isEqualTo(report.importId());
    assertThat(started.seq()).isEqualTo(report.written().firstSeq());
    JsonNode data = data(started);
    assertThat(data.path("file").textValue()).isEqualTo("old.db");
    assertThat(data.path("sha256").textValue()).isEqualTo(report.sha256());
    assertThat(data.path("chain").textValue()).isEqualTo("verified");
    assertThat(data.path("rows").intValue()).isEqualTo(ROWS);
    assertThat(data.path("breaks").intValue()).isZero();
    assertThat(data.path("first").toString())
        .isEqualTo("{\"id\":1,\"timestamp\":\"2025-11-20T19:50:12.948027\"}");
    assertThat(data.path("last").toString()).isEqualTo("{\"id\":12,\"timestamp\":\"not a time\"}");
    assertThat(data.path("head_hash").textValue())
        .isEqualTo(data(imported.get(ROWS)).path("row").path("current_hash").textValue());
    Entry completed = imported.get(ROWS + 1);
    assertThat(completed.seq()).isEqualTo(report.written().lastSeq());
    assertThat(data(completed).path("import").toString())
        .isEqualTo("{\"id\":\"" + report.importId() + "\",\"event\":" + (ROWS + 1) + "}");
  }

  @Test
  void a_broken_chain_is_refused_and_nothing_is_made() throws Exception {
    Path file = file();
    execute(file, "UPDATE ledger_events SET error = error || '!' WHERE id = 5");
    ImportReport report = run(file, folder(), false);
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.summary().breaks()).singleElement().matches(broken -> broken.rowId() == 5);
    assertThat(folder()).doesNotExist();
  }

  @Test
  void a_broken_chain_that_is_accepted_is_imported_with_its_breaks() throws Exception {
    Path file = file();
    execute(
        file,
        "UPDATE ledger_events SET error = error || '!' WHERE id = 5;"
            + "DELETE FROM ledger_events WHERE id = 9;"
            + "UPDATE ledger_events SET payload = x'00' WHERE id = 2");
    List<Map<String, String>> rows = rowsOf(file);
    ImportReport report = run(file, folder(), true);
    assertThat(report.outcome()).isEqualTo(Outcome.IMPORTED);
    List<Entry> imported = imported(folder());
    assertThat(data(imported.get(0)).path("chain").textValue()).isEqualTo("broken");
    assertThat(data(imported.get(0)).path("breaks").intValue()).isEqualTo(3);
    List<Entry> breaks =
        imported.stream().filter(e -> e.type().equals("import_chain_broken")).toList();
    assertThat(breaks.stream().map(e -> data(e).path("row_id").intValue()))
        .containsExactly(2, 5, 10);
    assertThat(breaks.stream().map(e -> data(e).path("finding").textValue()))
        .containsExactly("not_hashable", "hash_mismatch", "link_mismatch");
    assertThat(breaks.stream().map(e -> data(e).path("column").asText()))
        .containsExactly("payload", "", "previous_hash");
    assertThat(data(breaks.get(1)).path("stored").textValue()).hasSize(64);
    assertThat(data(breaks.get(1)).path("computed").textValue()).hasSize(64);
    // Each stands right behind its row, and every row is there.
    assertThat(types(imported).subList(2, 4)).containsExactly("task_start", "import_chain_broken");
    assertThat(
            imported.stream()
                .filter(e -> data(e).has("row"))
                .map(e -> rowOf(e, rows.get(0).keySet())))
        .isEqualTo(rows);
  }

  @Test
  void a_ledger_without_hashes_is_marked_unsealed() throws Exception {
    Path file = file();
    execute(
        file,
        "ALTER TABLE ledger_events DROP COLUMN current_hash;"
            + "ALTER TABLE ledger_events DROP COLUMN previous_hash");
    List<Map<String, String>> rows = rowsOf(file);
    ImportReport report = run(file, folder(), false);
    assertThat(report.outcome()).isEqualTo(Outcome.IMPORTED);
    assertThat(report.summary().chain()).isEqualTo(Chain.UNSEALED);
    List<Entry> imported = imported(folder());
    assertThat(data(imported.get(0)).path("chain").textValue()).isEqualTo("unsealed");
    assertThat(data(imported.get(0)).has("head_hash")).isFalse();
    assertThat(imported.stream().skip(1).limit(ROWS).map(e -> rowOf(e, rows.get(0).keySet())))
        .isEqualTo(rows);
  }

  @Test
  void the_same_file_is_imported_once() throws Exception {
    Path file = file();
    ImportReport first = run(file, folder(), false);
    List<Entry> entries = entries(folder());
    Path moved = Files.move(file, dir.resolve("moved.db"));
    ImportReport second = run(moved, folder(), false);
    assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_IMPORTED);
    assertThat(second.importId()).isEqualTo(first.importId());
    assertThat(second.written()).isNull();
    assertThat(entries(folder())).isEqualTo(entries);
    // Another file is another import, and another ledger knows of none.
    execute(moved, "UPDATE ledger_events SET details = 'not hashed' WHERE id = 1");
    assertThat(run(moved, folder(), false).outcome()).isEqualTo(Outcome.IMPORTED);
    assertThat(run(moved, dir.resolve("other"), false).outcome()).isEqualTo(Outcome.IMPORTED);
    assertThat(run(moved, folder(), false).outcome()).isEqualTo(Outcome.ALREADY_IMPORTED);
  }

  @Test
  void an_import_that_was_cut_off_anywhere_goes_on_behind_its_last_event() throws Exception {
    Path file = file();
    execute(file, "UPDATE ledger_events SET agent_id = 'x' WHERE id IN (3, 12)");
    run(file, folder(), true);
    List<Entry> whole = imported(folder());
    assertThat(whole).hasSize(ROWS + 4);
    for (int cut = 1; cut < whole.size(); cut++) {
      Path folder = dir.resolve("cut-" + cut);
      try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
        for (Entry entry : whole.subList(0, cut)) {
          append(ledger, entry);
        }
      }
      ImportReport report = run(file, folder, true);
      assertThat(report.outcome()).as("cut=%d", cut).isEqualTo(Outcome.CONTINUED);
      assertThat(report.importId()).isEqualTo(whole.get(0).id());
      assertThat(imported(folder).stream().map(Entry::bodyText))
          .as("cut=%d", cut)
          .isEqualTo(whole.stream().map(Entry::bodyText).toList());
      assertThat(types(imported(folder))).isEqualTo(types(whole));
      assertThat(run(file, folder, true).outcome()).isEqualTo(Outcome.ALREADY_IMPORTED);
    }
  }

  private static void append(Ledger ledger, Entry entry) {
    byte[] body = entry.body();
    ledger.append(
        entry.id().getMostSignificantBits(),
        entry.id().getLeastSignificantBits(),
        EventType.of(entry.type()),
        body,
        0,
        body.length);
  }

  @Test
  void a_ledger_that_a_live_process_writes_is_left_alone() throws Exception {
    Path file = file();
    try (Ledger ledger =
        ChronicleLedger.open(folder(), LedgerSettings.defaults().withSealing(Sealing.DEFAULT))) {
      long last = ledger.head().seq();
      assertThatThrownBy(() -> run(file, folder(), false))
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.LOCKED))
          .hasMessageContaining("another live process writes to this ledger");
      assertThat(ledger.head().seq()).isEqualTo(last);
    }
  }

  @Test
  void a_folder_of_ledgers_does_not_become_one() throws Exception {
    Path file = file();
    run(file, dir.resolve("audit/orders"), false);
    assertThatThrownBy(() -> run(file, dir.resolve("audit"), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the folder holds ledgers and is none")
        .hasMessageContaining("found=orders");
    assertThat(dir.resolve("audit/ledger")).doesNotExist();
  }

  @Test
  void a_row_that_makes_too_long_an_event_is_refused_before_anything_is_written() throws Exception {
    Path file = file();
    execute(
        file,
        "UPDATE ledger_events SET details = replace(hex(zeroblob(2000000)), '0', char(1))"
            + " WHERE id = 11");
    assertThatThrownBy(() -> run(file, folder(), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("longer than an event can be")
        .hasMessageContaining("row=11");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void an_agent_goes_on_in_that_ledger_and_its_store_has_the_tasks() throws Exception {
    run(file(), dir.resolve("svc"), false);
    SwallowedErrors errors = new SwallowedErrors();
    RecordingOptions options = RecordingOptions.of(dir, "svc");
    try (RecordingSession session = RecordingSession.open(options, PROCESS, errors)) {
      assertThat(session.folder()).isEqualTo(dir.resolve("svc"));
      // What an import says of itself, no host may say.
      session.recorder().record("import_started", Map.of());
    }
    assertThat(errors.count()).isEqualTo(1);
    assertThat(types(entries(dir.resolve("svc")))).containsOnlyOnce("import_started");
    try (SqliteStore store =
        SqliteStore.openReadOnly(dir.resolve("svc").resolve(RecordingSession.STORE_FILE))) {
      Task completed = store.tasks().find("task-1").orElseThrow();
      assertThat(completed.result()).isEqualTo("success");
      assertThat(completed.createdAt()).isEqualTo("2025-11-20T19:50:12.949541Z");
      Task failed = store.tasks().find("task-2").orElseThrow();
      assertThat(failed.status().text()).isEqualTo("failed");
      assertThat(failed.result()).startsWith("ValueError: bad");
      assertThat(store.tasks().find("task-3")).isEmpty();
    }
  }
}
