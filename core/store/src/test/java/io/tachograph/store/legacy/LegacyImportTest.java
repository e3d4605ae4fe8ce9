package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.ACTIVE_MISSION;
import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.HANDOFF;
import static io.tachograph.store.legacy.Documents.MANIFEST;
import static io.tachograph.store.legacy.Documents.MEMORY;
import static io.tachograph.store.legacy.Documents.OLDER_MANIFEST;
import static io.tachograph.store.legacy.Documents.T0;
import static io.tachograph.store.legacy.Documents.export;
import static io.tachograph.store.legacy.Documents.importInto;
import static io.tachograph.store.legacy.Documents.importOne;
import static io.tachograph.store.legacy.Documents.namesIn;
import static io.tachograph.store.legacy.Documents.values;
import static io.tachograph.store.legacy.Documents.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.Artifact;
import io.tachograph.store.ArtifactType;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewMission;
import io.tachograph.store.Page;
import io.tachograph.store.PlanningSubState;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.Trajectory;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of document becomes, and what happens when it is imported again. */
class LegacyImportTest {
  private static final Page ALL = Page.first(100);

  @TempDir Path folder;
  private Path dir;
  private SqliteStore store;

  @BeforeEach
  void open() {
    dir = folder.resolve("state");
    store = SqliteStore.open(folder.resolve("store.db"), AT_T0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_manifest_becomes_a_mission_with_artifacts() {
    ImportOutcome outcome = importOne(store, write(dir.resolve("project_manifest.json"), MANIFEST));
    assertThat(outcome.action()).isEqualTo(Action.IMPORTED);
    assertThat(outcome.error()).isNull();
    assertThat(outcome.missionUuid()).isEqualTo("atlas-1");
    assertThat(outcome.notes())
        .anySatisfy(note -> assertThat(note).contains("$.artifacts.horizontal_audits"))
        .anySatisfy(note -> assertThat(note).contains("$.artifacts.planning.notes"));

    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.phase()).isEqualTo(MissionPhase.PLANNING);
    assertThat(mission.status()).isEqualTo(MissionStatus.IN_PROGRESS);
    assertThat(mission.planningSubState()).isEqualTo(PlanningSubState.RESEARCH);
    assertThat(mission.createdAt()).isEqualTo(Instant.parse("2025-11-12T14:00:00Z"));
    assertThat(mission.updatedAt()).isEqualTo(Instant.parse("2025-11-13T09:30:00.125Z"));
    assertThat(mission.completedAt()).isNull();
    assertThat(mission.maxCostUsd()).isEqualTo(100.0);
    assertThat(mission.currentCostUsd()).isEqualTo(2.5);
    assertThat(mission.alertThreshold()).isEqualTo(0.9);
    assertThat(mission.costBreakdown()).isEqualTo(values("{\"llm\":2.50}"));
    assertThat(mission.owner()).isEqualTo("ops@example.org");
    assertThat(mission.description()).isEqualTo("Maps of größe ✓");
    assertThat(mission.apiVersion()).isEqualTo("agency.os/v1alpha1");
    JsonNode document = values(MANIFEST);
    JsonNode metadata = mission.metadata();
    assertThat(metadata.get("spec")).isEqualTo(document.get("spec"));
    assertThat(metadata.get("kind")).isEqualTo(document.get("kind"));
    assertThat(metadata.get("artifacts")).isEqualTo(document.get("artifacts"));
    assertThat(metadata.get("roadmap")).isEqualTo(document.get("roadmap"));
    assertThat(metadata.get("status")).isEqualTo(values("{\"message\":\"under way\"}"));
    assertThat(metadata.get("metadata"))
        .isEqualTo(values("{\"name\":\"atlas\",\"tags\":[\"a\",\"b\"]}"));

    List<Artifact> artifacts = store.artifacts().ofMission(mission.id(), ALL);
    assertThat(artifacts).hasSize(2);
    Artifact repository = artifacts.get(0);
    assertThat(repository.type()).isEqualTo(ArtifactType.CODE);
    assertThat(repository.name()).isEqualTo("mainRepository");
    assertThat(repository.url()).isEqualTo("https://example.org/atlas.git");
    assertThat(repository.branch()).isEqualTo("main");
    assertThat(repository.metadata()).isEqualTo(values("{\"lastCommit\":\"ef1c122\"}"));
    assertThat(repository.createdAt()).isEqualTo(mission.createdAt());
    Artifact plan = artifacts.get(1);
    assertThat(plan.type()).isEqualTo(ArtifactType.PLANNING);
    assertThat(plan.ref()).isEqualTo("ef1c122");
    assertThat(plan.path()).isEqualTo("/plans/architecture.json");
    assertThat(plan.metadata()).isEqualTo(values("{\"status\":\"complete\"}"));
    assertThat(plan.createdAt()).isEqualTo(Instant.parse("2025-11-12T15:00:00Z"));
  }

  @Test
  void a_manifest_in_production_is_completed_and_maintained() {
    String text =
        MANIFEST.replace("\"PLANNING\"", "\"PRODUCTION\"").replace("\"RESEARCH\"", "null");
    importOne(store, write(dir.resolve("project_manifest.json"), text));
    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.phase()).isEqualTo(MissionPhase.MAINTENANCE);
    assertThat(mission.status()).isEqualTo(MissionStatus.COMPLETED);
    assertThat(mission.metadata().path("status").path("projectPhase").asText())
        .isEqualTo("PRODUCTION");
    assertThat(export(store, "atlas-1", null).text()).isEqualTo(text);
    store.missions().update("atlas-1", MissionChange.at(T0).phase(MissionPhase.TESTING));
    assertThat(values(export(store, "atlas-1", null).text()).path("status").path("projectPhase"))
        .hasToString("\"TESTING\"");
  }

  @Test
  void a_manifest_with_an_end_is_completed() {
    String text =
        MANIFEST.replace("\"message\":", "\"completedAt\": \"2025-12-01T00:00:00Z\", \"message\":");
    importOne(store, write(dir.resolve("project_manifest.json"), text));
    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.status()).isEqualTo(MissionStatus.COMPLETED);
    assertThat(mission.completedAt()).isEqualTo(Instant.parse("2025-12-01T00:00:00Z"));
  }

  @Test
  void the_older_manifest_is_read_from_its_top() {
    importOne(store, write(dir.resolve("my_project_manifest.json"), OLDER_MANIFEST));
    Mission mission = store.missions().get("golden-1");
    assertThat(mission.phase()).isEqualTo(MissionPhase.TESTING);
    assertThat(mission.createdAt()).isEqualTo(Instant.parse("2025-11-15T10:00:00Z"));
    assertThat(mission.description()).isEqualTo("Online booking");
    assertThat(mission.metadata().get("project_name").asText()).isEqualTo("Booking");
    assertThat(mission.metadata().get("metadata"))
        .isEqualTo(values("{\"complexity\":\"medium\",\"empty\":[]}"));
  }

  @Test
  void an_active_mission_is_kept_whole() {
    importOne(store, write(dir.resolve("active_mission.json"), ACTIVE_MISSION));
    Mission mission = store.missions().get("m-7");
    assertThat(mission.status()).isEqualTo(MissionStatus.IN_PROGRESS);
    assertThat(mission.phase()).isEqualTo(MissionPhase.CODING);
    assertThat(mission.createdAt()).isEqualTo(Instant.parse("2025-11-19T08:00:00Z"));
    assertThat(mission.description()).isEqualTo("Get it out");
    assertThat(mission.metadata()).isEqualTo(values(ACTIVE_MISSION));
  }

  @Test
  void an_active_mission_was_created_when_it_says_so_and_else_at_its_genesis() {
    String text =
        ACTIVE_MISSION.replace(
            "\"genesis_time\":", "\"created_at\": \"2025-11-18T07:00:00Z\", \"genesis_time\":");
    importOne(store, write(dir.resolve("active_mission.json"), text));
    assertThat(store.missions().get("m-7").createdAt()).isEqualTo("2025-11-18T07:00:00Z");
  }

  @Test
  void an_active_mission_without_a_phase_is_planned() {
    String text = ACTIVE_MISSION.replace("\"phase\": \"CODING\", ", "");
    importOne(store, write(dir.resolve("active_mission.json"), text));
    assertThat(store.missions().get("m-7").phase()).isEqualTo(MissionPhase.PLANNING);
  }

  @Test
  void a_memory_becomes_rows_of_the_mission_whose_manifest_is_near() {
    write(dir.resolve("one/project_manifest.json"), MANIFEST);
    write(dir.resolve("one/.vibe/project_memory.json"), MEMORY);
    write(dir.resolve("two/project_manifest.json"), OLDER_MANIFEST);
    List<ImportOutcome> outcomes = importInto(store, dir);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.error()).isNull());
    assertThat(outcomes.get(2).missionUuid()).isEqualTo("atlas-1");

    long id = store.missions().id("atlas-1").orElseThrow();
    assertThat(store.narrative().ofMission(id, ALL))
        .extracting(entry -> entry.sessionNum() + entry.summary() + entry.date() + entry.phase())
        .containsExactly(
            "2Built it2025-11-20T09:00:00ZCODING", "1Planned it2025-11-19T00:00:00ZPLANNING");
    assertThat(store.concepts().ofMission(id, ALL))
        .extracting(concept -> concept.concept())
        .containsExactly("database", "payment");
    assertThat(store.concerns().ofMission(id, ALL))
        .extracting(concern -> concern.concern())
        .containsExactly("PCI compliance");
    Trajectory trajectory = store.trajectories().get(id).orElseThrow();
    assertThat(trajectory.currentPhase()).isEqualTo("CODING");
    assertThat(trajectory.currentFocus()).isEqualTo("payment");
    assertThat(trajectory.completedPhases()).hasToString("[\"PLANNING\"]");
    assertThat(trajectory.isBlocked()).isFalse();
  }

  @Test
  void a_handoff_goes_to_the_mission_named_or_the_latest_in_progress_or_one_made_for_it() {
    importOne(store, write(dir.resolve("a/.session_handoff.json"), HANDOFF));
    long made = store.missions().id("legacy").orElseThrow();
    assertThat(store.memory().get(made, "session_handoff").orElseThrow().value())
        .isEqualTo(values(HANDOFF));

    create("old", MissionStatus.IN_PROGRESS, 1);
    create("latest", MissionStatus.IN_PROGRESS, 2);
    create("over", MissionStatus.COMPLETED, 3);
    store
        .missions()
        .create(
            NewMission.of(
                    "run", MissionPhase.PLANNING, MissionStatus.IN_PROGRESS, T0.plusSeconds(4))
                .metadata(values("{\"run_of_ledger\":\"x\"}")));
    ImportOutcome latest =
        importOne(
            store, write(dir.resolve("b/session_handoff.json"), HANDOFF.replace("450", "451")));
    assertThat(latest.missionUuid()).isEqualTo("latest");

    Path third = write(dir.resolve("c/.session_handoff.json"), HANDOFF.replace("450", "452"));
    assertThat(importInto(store, "over", third).get(0).missionUuid()).isEqualTo("over");
  }

  @Test
  void a_mission_that_was_named_must_be_there() {
    Path file = write(dir.resolve(".session_handoff.json"), HANDOFF);
    ImportOutcome outcome = importInto(store, "nobody", file).get(0);
    assertThat(outcome.action()).isEqualTo(Action.REFUSED);
    assertThat(outcome.error()).contains("nobody").contains(file.toString());
    assertThat(store.missions().newest(10)).isEmpty();
  }

  private long create(String uuid, MissionStatus status, int second) {
    return store
        .missions()
        .create(NewMission.of(uuid, MissionPhase.CODING, status, T0.plusSeconds(second)));
  }

  @Test
  void the_original_is_kept_under_another_name() throws Exception {
    Path file = write(dir.resolve("project_manifest.json"), MANIFEST);
    ImportOutcome outcome = importOne(store, file);
    assertThat(namesIn(dir)).containsExactly("project_manifest.migrated-20251120T100000Z.json");
    assertThat(outcome.original()).isEqualTo(dir.resolve(namesIn(dir).get(0)));
    assertThat(Files.readString(outcome.original())).isEqualTo(MANIFEST);

    importOne(store, write(file, MANIFEST));
    assertThat(namesIn(dir))
        .containsExactly(
            "project_manifest.migrated-20251120T100000Z-2.json",
            "project_manifest.migrated-20251120T100000Z.json");
  }

  @Test
  void what_was_imported_is_not_looked_at_again() {
    write(dir.resolve("project_manifest.json"), MANIFEST);
    write(dir.resolve(".session_handoff.json"), HANDOFF);
    importInto(store, dir);
    List<ImportOutcome> outcomes = new ArrayList<>();
    LegacyImport.Summary again =
        LegacyImport.into(store, AT_T0).run(List.of(dir), null, outcomes::add);
    assertThat(outcomes).isEmpty();
    assertThat(again).isEqualTo(new LegacyImport.Summary(0, 0, 2));
  }

  @Test
  void an_import_that_is_stopped_leaves_the_rest_to_the_next() {
    write(dir.resolve("project_manifest.json"), MANIFEST);
    write(dir.resolve("active_mission.json"), ACTIVE_MISSION);
    write(dir.resolve(".session_handoff.json"), HANDOFF);
    List<ImportOutcome> outcomes = new ArrayList<>();
    LegacyImport.Summary stopped =
        LegacyImport.into(store, AT_T0)
            .run(List.of(dir), null, outcomes::add, () -> !outcomes.isEmpty());
    assertThat(outcomes).extracting(ImportOutcome::kind).containsExactly(DocumentKind.MANIFEST);
    assertThat(stopped).isEqualTo(new LegacyImport.Summary(3, 0, 0));
    assertThat(namesIn(dir)).contains("active_mission.json", ".session_handoff.json");
    assertThat(importInto(store, dir)).hasSize(2).allMatch(ImportOutcome::isDone);
  }

  @Test
  void a_store_is_opened_for_the_first_document_that_can_be_taken() {
    write(dir.resolve("project_manifest.json"), "{");
    write(dir.resolve("active_mission.json"), ACTIVE_MISSION.replace("\"CODING\"", "\"DREAMING\""));
    AtomicInteger asked = new AtomicInteger();
    Supplier<SqliteStore> opening =
        () -> {
          asked.incrementAndGet();
          return store;
        };
    LegacyImport.Summary none =
        LegacyImport.into(opening, AT_T0).run(List.of(dir), null, outcome -> {});
    assertThat(none).isEqualTo(new LegacyImport.Summary(2, 2, 0));
    assertThat(asked).hasValue(0);
    write(dir.resolve(".session_handoff.json"), HANDOFF);
    LegacyImport.into(opening, AT_T0).run(List.of(dir), null, outcome -> {});
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_store_that_cannot_be_opened_is_no_fault_of_a_document() throws Exception {
    write(dir.resolve("project_manifest.json"), MANIFEST);
    write(dir.resolve("active_mission.json"), ACTIVE_MISSION);
    Path damaged = dir.resolve("damaged.db");
    SqliteStore.open(damaged).close();
    try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    List<ImportOutcome> outcomes = new ArrayList<>();
    assertThatThrownBy(
            () ->
                LegacyImport.into(() -> SqliteStore.open(damaged), AT_T0)
                    .run(List.of(dir), null, outcomes::add))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.category()).isEqualTo(StoreException.Category.CORRUPT));
    assertThat(outcomes).isEmpty();
  }

  @Test
  void after_a_crash_before_the_new_name_only_that_is_made_up_for() {
    Path manifest = write(dir.resolve("project_manifest.json"), MANIFEST);
    Path memory = write(dir.resolve("project_memory.json"), MEMORY);
    Path handoff = write(dir.resolve(".session_handoff.json"), HANDOFF);
    Path active = write(dir.resolve("active_mission.json"), ACTIVE_MISSION);
    // As after a kill between commit and rename: all is committed, no file has its new name.
    LegacyImport.withoutRenaming(store, AT_T0)
        .run(List.of(dir), null, outcome -> assertThat(outcome.isDone()).isTrue());
    assertThat(List.of(manifest, memory, handoff, active)).allMatch(Files::exists);
    // A later mission, which the handoff would go to if it were not known again.
    create("later", MissionStatus.IN_PROGRESS, 1_000_000);
    String before = everything();

    List<ImportOutcome> outcomes = importInto(store, dir);
    assertThat(outcomes).hasSize(4);
    assertThat(outcomes).allMatch(outcome -> outcome.action() == Action.UNCHANGED);
    assertThat(outcomes).allMatch(ImportOutcome::isDone);
    assertThat(namesIn(dir)).allMatch(name -> name.contains(".migrated-"));
    assertThat(everything()).isEqualTo(before);
  }

  /** All rows that an import touches. */
  private String everything() {
    StringBuilder all = new StringBuilder();
    for (Mission mission : store.missions().newest(100)) {
      all.append(mission).append('\n');
      all.append(store.artifacts().ofMission(mission.id(), ALL)).append('\n');
      all.append(store.memory().list(mission.id())).append('\n');
      all.append(store.narrative().ofMission(mission.id(), ALL)).append('\n');
      all.append(store.concepts().ofMission(mission.id(), ALL)).append('\n');
      all.append(store.concerns().ofMission(mission.id(), ALL)).append('\n');
      all.append(store.trajectories().get(mission.id())).append('\n');
    }
    return all.toString();
  }

  @Test
  void a_document_that_changed_since_changes_the_store() {
    Path file = dir.resolve("project_manifest.json");
    importOne(store, write(file, MANIFEST));
    String changed =
        MANIFEST
            .replace("\"under way\"", "\"going on\"")
            .replace("2.50", "7.25")
            .replace("\"code\": {", "\"code\": {\"library\": {\"path\": \"lib\"},")
            .replace("/plans/architecture.json", "/plans/v2.json");
    ImportOutcome outcome = importOne(store, write(file, changed));
    assertThat(outcome.action()).isEqualTo(Action.UPDATED);
    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.currentCostUsd()).isEqualTo(7.25);
    assertThat(mission.metadata().path("status").path("message").asText()).isEqualTo("going on");
    assertThat(store.artifacts().ofMission(mission.id(), ALL))
        .extracting(artifact -> artifact.name() + ":" + artifact.path())
        .containsExactlyInAnyOrder(
            "mainRepository:null", "architecture:/plans/v2.json", "library:lib");
    assertThat(export(store, "atlas-1", null).text()).isEqualTo(changed);
  }

  @Test
  void a_memory_that_changed_since_changes_the_store() {
    importOne(store, write(dir.resolve("project_manifest.json"), MANIFEST));
    Path file = dir.resolve("project_memory.json");
    importOne(store, write(file, MEMORY));
    String changed =
        MEMORY
            .replace("\"session\": 1", "\"session\": 3")
            .replace("Built it", "Rebuilt it")
            .replace("\"database\", ", "\"queue\", ")
            .replace("\"PCI compliance\"", "")
            .replace("\"current_focus\": \"payment\"", "\"current_focus\": \"refunds\"");
    assertThat(importOne(store, write(file, changed)).action()).isEqualTo(Action.UPDATED);
    long id = store.missions().id("atlas-1").orElseThrow();
    assertThat(store.narrative().ofMission(id, ALL))
        .extracting(entry -> entry.sessionNum() + entry.summary())
        .containsExactly("3Planned it", "2Rebuilt it");
    assertThat(store.concepts().ofMission(id, ALL))
        .extracting(concept -> concept.concept())
        .containsExactlyInAnyOrder("payment", "queue");
    assertThat(store.concerns().ofMission(id, ALL)).isEmpty();
    assertThat(store.trajectories().get(id).orElseThrow().currentFocus()).isEqualTo("refunds");
    assertThat(export(store, "atlas-1", DocumentKind.MEMORY).text()).isEqualTo(changed);
  }

  @Test
  void a_change_on_both_sides_is_refused_and_named() {
    Path file = dir.resolve("project_manifest.json");
    importOne(store, write(file, MANIFEST));
    store.missions().update("atlas-1", MissionChange.at(T0).owner("new@example.org"));
    String before = everything();
    write(file, MANIFEST.replace("2.50", "7.25"));
    ImportOutcome outcome = importOne(store, file);
    assertThat(outcome.action()).isEqualTo(Action.REFUSED);
    assertThat(outcome.error())
        .contains("$.metadata.owner")
        .contains("new@example.org")
        .contains("ops@example.org");
    assertThat(everything()).isEqualTo(before);
    assertThat(file).exists();
  }

  @Test
  void a_mission_that_the_store_only_knows_to_exist_gets_all() {
    store
        .missions()
        .ensure("atlas-1", MissionPhase.MAINTENANCE, MissionStatus.PENDING, T0, null, null);
    ImportOutcome outcome = importOne(store, write(dir.resolve("project_manifest.json"), MANIFEST));
    assertThat(outcome.action()).isEqualTo(Action.JOINED);
    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.phase()).isEqualTo(MissionPhase.PLANNING);
    assertThat(mission.owner()).isEqualTo("ops@example.org");
    assertThat(export(store, "atlas-1", null).text()).isEqualTo(MANIFEST);
  }

  @Test
  void a_mission_that_the_store_knows_keeps_its_values_and_gets_what_it_lacks() {
    // As agents in other languages import a manifest: without the name, the message and the rows.
    store
        .missions()
        .create(
            NewMission.of(
                    "atlas-1",
                    MissionPhase.CODING,
                    MissionStatus.IN_PROGRESS,
                    Instant.parse("2025-11-12T14:00:00Z"))
                .owner("ops@example.org")
                .metadata(values("{\"kind\":\"Project\",\"spec\":{}}")));
    ImportOutcome outcome = importOne(store, write(dir.resolve("project_manifest.json"), MANIFEST));
    assertThat(outcome.action()).isEqualTo(Action.JOINED);
    assertThat(outcome.notes()).anySatisfy(n -> assertThat(n).contains("$.status.projectPhase"));
    Mission mission = store.missions().get("atlas-1");
    assertThat(mission.phase()).isEqualTo(MissionPhase.CODING);
    assertThat(mission.description()).isEqualTo("Maps of größe ✓");
    assertThat(mission.maxCostUsd()).isEqualTo(100.0);
    assertThat(mission.metadata().path("metadata").path("name").asText()).isEqualTo("atlas");
    assertThat(store.artifacts().ofMission(mission.id(), ALL)).hasSize(2);
    assertThat(values(export(store, "atlas-1", null).text()))
        .isEqualTo(
            values(
                MANIFEST.replace(
                    "\"projectPhase\": \"PLANNING\"", "\"projectPhase\": \"CODING\"")));
  }

  @Test
  void a_mission_of_two_documents_gives_both_back() {
    String active = ACTIVE_MISSION.replace("m-7", "atlas-1");
    write(dir.resolve("project_manifest.json"), MANIFEST);
    write(dir.resolve("active_mission.json"), active);
    write(dir.resolve("project_memory.json"), MEMORY);
    write(dir.resolve(".session_handoff.json"), HANDOFF);
    assertThat(importInto(store, dir)).allMatch(ImportOutcome::isDone);
    assertThat(export(store, "atlas-1", null).text()).isEqualTo(MANIFEST);
    assertThat(export(store, "atlas-1", DocumentKind.MEMORY).text()).isEqualTo(MEMORY);
    assertThat(export(store, "atlas-1", DocumentKind.HANDOFF).text()).isEqualTo(HANDOFF);
    JsonNode back = values(export(store, "atlas-1", DocumentKind.ACTIVE_MISSION).text());
    assertThat(back.get("objectives")).isEqualTo(values(active).get("objectives"));
    assertThat(back.path("context").path("phase").asText()).isEqualTo("PLANNING");
    assertThat(back.path("context").path("mode").asText()).isEqualTo("steward");
  }

  @Test
  void another_handoff_is_not_overwritten() {
    long id = create("m", MissionStatus.IN_PROGRESS, 0);
    store.memory().set(id, "session_handoff", values("{\"mine\":1}"), T0, null);
    ImportOutcome outcome = importOne(store, write(dir.resolve(".session_handoff.json"), HANDOFF));
    assertThat(outcome.action()).isEqualTo(Action.REFUSED);
    assertThat(store.memory().get(id, "session_handoff").orElseThrow().value())
        .isEqualTo(values("{\"mine\":1}"));
  }

  @Test
  void a_rehearsal_says_all_and_changes_nothing() throws Exception {
    write(dir.resolve("project_manifest.json"), MANIFEST);
    write(dir.resolve(".session_handoff.json"), HANDOFF);
    write(dir.resolve("sub/active_mission.json"), "{}");
    List<ImportOutcome> rehearsed = new ArrayList<>();
    Path absent = folder.resolve("absent.db");
    LegacyImport.Summary summary =
        ImportRehearsal.run(absent, AT_T0, List.of(dir), null, rehearsed::add);
    assertThat(summary).isEqualTo(new LegacyImport.Summary(3, 1, 0));
    assertThat(rehearsed)
        .extracting(outcome -> outcome.action() + " " + outcome.missionUuid())
        .containsExactly("IMPORTED atlas-1", "REFUSED null", "IMPORTED atlas-1");
    assertThat(absent).doesNotExist();
    assertThat(namesIn(dir))
        .containsExactly(".session_handoff.json", "project_manifest.json", "sub");

    create("there", MissionStatus.IN_PROGRESS, 0);
    String before = everything();
    rehearsed.clear();
    ImportRehearsal.run(store.file(), AT_T0, List.of(dir), "there", rehearsed::add);
    assertThat(rehearsed.get(2).missionUuid()).isEqualTo("there");
    assertThat(everything()).isEqualTo(before);
  }
}
