package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.MissionScope;
import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerHistory;
import io.tachograph.store.ArtifactType;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewMission;
import io.tachograph.store.Page;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.LegacyImport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a folder when a recording begins is in its store, once, and in its ledger. */
@Timeout(120)
class LegacyDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STARTED = "legacy_import_started";
  private static final String IMPORTED = "legacy_imported";
  private static final String MISSION = "atlas-1";
  private static final String MANIFEST =
      """
      {"apiVersion": "agency.os/v1alpha1", "kind": "Project",
       "metadata": {"projectId": "atlas-1", "owner": "ops", "createdAt": "2025-11-12T14:00:00Z"},
       "status": {"projectPhase": "CODING"}, "spec": {"ratio": 1.0},
       "artifacts": {"code": {"main": {"ref": "ef1c122", "branch": "main"}}}}
      """;
  private static final String MEMORY =
      """
      {"narrative": [{"session": 1, "summary": "s", "date": "2025-11-19", "phase": "PLANNING"}],
       "domain": {"concepts": ["payment"]}}
      """;
  private static final String WRONG_PHASE =
      """
      {"mission_id": "m-9", "created_at": "2025-11-12T14:00:00Z",
       "context": {"phase": "hunter2-secret"}}
      """;

  @TempDir Path dir;
  private Path legacy;
  private final SwallowedErrors errors = new SwallowedErrors();

  @BeforeEach
  void makeFolder() throws IOException {
    legacy = Files.createDirectory(dir.resolve("state"));
  }

  private Path folder() {
    return dir.resolve("svc");
  }

  private Path store() {
    return folder().resolve(RecordingSession.STORE_FILE);
  }

  private String log() throws IOException {
    Path log = folder().resolve(SwallowedErrors.FILE_NAME);
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private RecordingSession open(String service) {
    return RecordingSession.open(
        RecordingOptions.builder(dir, service).legacy(legacy).build(),
        new HostProcess("com.acme.Main", "test"),
        errors);
  }

  /** A run that does nothing else. */
  private void run() {
    open("svc").close();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(legacy)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The ledger's events of ours, in order. */
  private List<JsonNode> events(String service) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (LedgerHistory ledger = LedgerHistory.open(dir.resolve(service));
        LedgerCursor cursor = ledger.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        if (entry.type().startsWith("legacy_")) {
          events.add(
              JSON.createObjectNode()
                  .put("type", entry.type())
                  .set("data", JSON.readTree(entry.bodyText()).path("data")));
        }
      }
    }
    return events;
  }

  private JsonNode lastData() throws IOException {
    List<JsonNode> events = events("svc");
    JsonNode last = events.get(events.size() - 1);
    assertThat(last.path("type").asText()).isEqualTo(IMPORTED);
    return last.path("data");
  }

  @Test
  void documents_are_imported_once_and_the_ledger_says_so() throws Exception {
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    Files.writeString(legacy.resolve("project_memory.json"), MEMORY);
    Files.writeString(legacy.resolve("active_mission.json"), WRONG_PHASE);
    run();
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      Mission mission = store.missions().get(MISSION);
      assertThat(mission.phase()).isEqualTo(MissionPhase.CODING);
      assertThat(mission.owner()).isEqualTo("ops");
      assertThat(store.narrative().get(mission.id(), 1)).isPresent();
      assertThat(store.missions().newest(9)).hasSize(1);
    }
    assertThat(events("svc"))
        .extracting(event -> event.path("type").asText())
        .containsExactly(STARTED, IMPORTED);
    JsonNode data = lastData();
    assertThat(data.path("folder").asText()).isEqualTo(legacy.toString());
    assertThat(data.path("documents").toString()).isEqualTo("{\"imported\":2,\"refused\":1}");
    assertThat(data.path("left").asInt(-1)).isZero();
    assertThat(data.path("missions").toString()).isEqualTo("[\"atlas-1\"]");
    assertThat(data.path("refused"))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.path("file").asText()).isEqualTo("active_mission.json");
              // What stands in a document is nothing for an append-only ledger.
              assertThat(refused.path("reason").asText()).isEqualTo("A value is not allowed");
            });
    assertThat(log())
        .contains("a document was not imported: ")
        .contains("active_mission.json")
        .contains("hunter2-secret")
        .contains("PLANNING");
    assertThat(names())
        .filteredOn(name -> name.contains(".migrated-"))
        .hasSize(2)
        .doesNotContain("active_mission.json");

    run();
    assertThat(lastData().path("documents").toString()).isEqualTo("{\"refused\":1}");
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      assertThat(store.missions().newest(9)).hasSize(1);
      assertThat(store.artifacts().ofType(ArtifactType.CODE, page())).hasSize(1);
    }
    Files.delete(legacy.resolve("active_mission.json"));
    int before = events("svc").size();
    run();
    assertThat(events("svc")).hasSize(before);
    assertThat(errors.count()).isZero();
  }

  private static Page page() {
    return Page.first(9);
  }

  @Test
  void where_nothing_can_be_imported_no_store_is_made() throws Exception {
    Files.writeString(legacy.resolve("notes.txt"), "nothing of ours");
    run();
    assertThat(names()).containsExactly("notes.txt");
    assertThat(events("svc")).isEmpty();
    Files.writeString(legacy.resolve("active_mission.json"), WRONG_PHASE);
    Files.writeString(legacy.resolve("project_manifest.json"), "{");
    run();
    assertThat(store()).doesNotExist();
    assertThat(events("svc"))
        .extracting(event -> event.path("type").asText())
        .containsExactly(IMPORTED);
    assertThat(lastData().path("refused")).hasSize(2);
    assertThat(errors.count()).isZero();
  }

  @Test
  void a_folder_that_is_not_there_is_said_and_the_recording_goes_on() throws Exception {
    Files.delete(legacy);
    try (RecordingSession session = open("svc")) {
      session.recorder().decision("route", null, Map.of());
    }
    assertThat(log()).contains("no folder to import documents from").contains("legacy=" + legacy);
    assertThat(legacy).doesNotExist();
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      assertThat(store.decisions().newest(9)).hasSize(1);
    }
    assertThat(errors.count()).isZero();
  }

  @Test
  void what_the_run_does_comes_to_the_imported_mission() throws Exception {
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    try (RecordingSession session = open("svc")) {
      try (MissionScope scope = session.recorder().mission(MISSION)) {
        session.recorder().decision("route", null, Map.of());
      }
      session.recorder().record("mission_completed", Map.of("mission_uuid", MISSION));
    }
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      Mission mission = store.missions().get(MISSION);
      assertThat(mission.createdAt()).isEqualTo("2025-11-12T14:00:00Z");
      assertThat(mission.status()).isEqualTo(MissionStatus.COMPLETED);
      assertThat(mission.owner()).isEqualTo("ops");
      assertThat(store.decisions().ofMission(mission.id(), 9)).hasSize(1);
    }
    assertThat(errors.count()).isZero();
  }

  /** As a process leaves it that dies: the rows are in the log, which nobody has emptied. */
  @Test
  void a_store_with_a_log_gets_the_documents_too() throws Exception {
    Path live = dir.resolve("live.db");
    Files.createDirectories(folder());
    try (SqliteStore open = SqliteStore.open(live)) {
      open.missions()
          .create(NewMission.of("hot", MissionPhase.TESTING, MissionStatus.PENDING, Instant.now()));
      Files.copy(live, store());
      Files.copy(dir.resolve("live.db-wal"), folder().resolve("store.db-wal"));
    }
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    run();
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      assertThat(store.missions().newest(9))
          .extracting(Mission::uuid)
          .containsExactlyInAnyOrder("hot", MISSION);
    }
    assertThat(errors.count()).isZero();
  }

  /** It is in the store, and its file could not be renamed before the process died. */
  @Test
  void what_a_crash_left_half_done_is_finished_by_the_next_start() throws Exception {
    Path file = legacy.resolve("project_manifest.json");
    Files.writeString(file, MANIFEST);
    Files.createDirectories(folder());
    try (SqliteStore store = SqliteStore.open(store())) {
      LegacyImport.into(store, Clock.systemUTC()).run(List.of(file), null, outcome -> {});
    }
    Files.delete(legacy.resolve(names().get(0)));
    Files.writeString(file, MANIFEST);
    run();
    assertThat(lastData().path("documents").toString()).isEqualTo("{\"unchanged\":1}");
    assertThat(names()).noneMatch(name -> name.equals("project_manifest.json"));
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      assertThat(store.missions().newest(9)).hasSize(1);
    }
    assertThat(errors.count()).isZero();
  }

  @Test
  void what_another_process_imports_is_left_to_it() throws Exception {
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    Path lock = legacy.resolve(FolderClaim.FILE_NAME);
    try (FileChannel other =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = other.lock()) {
      run();
      assertThat(held.isValid()).isTrue();
    }
    assertThat(names()).contains("project_manifest.json");
    assertThat(events("svc")).isEmpty();
    assertThat(store()).doesNotExist();
    assertThat(log()).contains("another process imports these documents");
    try (RecordingSession one = open("svc");
        RecordingSession two = open("svc")) {
      assertThat(two.folder()).isNotEqualTo(one.folder());
    }
    // Whichever it was, it was one of the two.
    long stores = Stream.of("svc", "svc-2").filter(s -> Files.exists(storeOf(s))).count();
    assertThat(stores).isEqualTo(1);
    assertThat(errors.count()).isZero();
  }

  private Path storeOf(String service) {
    return dir.resolve(service).resolve(RecordingSession.STORE_FILE);
  }

  /** Root may write everywhere, so a folder under the lock's name stands in for a read-only one. */
  @Test
  void a_folder_that_cannot_be_claimed_is_imported_all_the_same() throws Exception {
    Files.createDirectory(legacy.resolve(FolderClaim.FILE_NAME));
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    run();
    assertThat(lastData().path("documents").toString()).isEqualTo("{\"imported\":1}");
    assertThat(errors.count()).isZero();
  }

  @Test
  void a_store_that_cannot_be_opened_is_counted_and_the_documents_stay() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(store(), "no database, though it is as long as the header of one would be. ");
    Files.writeString(legacy.resolve("project_manifest.json"), MANIFEST);
    run();
    assertThat(names()).contains("project_manifest.json");
    assertThat(errors.count()).isPositive();
    assertThat(log()).contains("which the next start goes on with");
    Files.delete(store());
    run();
    assertThat(lastData().path("documents").toString()).isEqualTo("{\"imported\":1}");
  }

  @Test
  void a_long_list_of_refused_files_is_cut() throws Exception {
    for (int i = 0; i < LegacyRun.MAX_NAMED + 5; i++) {
      Files.writeString(legacy.resolve("m" + i + "-active_mission.json"), "[]");
    }
    run();
    JsonNode refused = lastData().path("refused");
    assertThat(refused).hasSize(LegacyRun.MAX_NAMED + 1);
    assertThat(refused.get(LegacyRun.MAX_NAMED).toString()).isEqualTo("{\"$more\":5}");
    assertThat(log().lines().filter(line -> line.contains("a document was not imported: ")))
        .hasSize(LegacyRun.MAX_EXPLAINED);
    assertThat(log()).contains("more=" + (LegacyRun.MAX_NAMED + 5 - LegacyRun.MAX_EXPLAINED));
  }

  @Test
  void no_host_can_say_that_something_was_imported() {
    try (RecordingSession session = open("svc")) {
      session.recorder().record(IMPORTED, Map.of());
      session.recorder().record(STARTED, Map.of());
    }
    assertThat(errors.count()).isEqualTo(2);
  }
}
