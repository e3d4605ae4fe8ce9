package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.HANDOFF;
import static io.tachograph.store.legacy.Documents.MANIFEST;
import static io.tachograph.store.legacy.Documents.MEMORY;
import static io.tachograph.store.legacy.Documents.T0;
import static io.tachograph.store.legacy.Documents.namesIn;
import static io.tachograph.store.legacy.Documents.values;
import static io.tachograph.store.legacy.Documents.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionChange;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.legacy.Divergence.Kind;
import io.tachograph.store.legacy.DualWriteSettings.ReadFrom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One document in two places: what goes where, and what is said when they disagree. */
class DualWriteStoreTest {
  @TempDir Path folder;
  private final List<Divergence> told = Collections.synchronizedList(new ArrayList<>());
  private Path dir;
  private Path file;
  private SqliteStore store;
  private DualWriteStore both;

  @BeforeEach
  void open() {
    dir = folder.resolve("state");
    file = write(dir.resolve("project_manifest.json"), "");
    file.toFile().delete();
    store = SqliteStore.open(folder.resolve("store.db"), AT_T0);
    both = dual(DualWriteSettings.of(file, DocumentKind.MANIFEST));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private DualWriteStore dual(DualWriteSettings settings) {
    return new DualWriteStore(settings.withListener(told::add), store);
  }

  private static ObjectNode costing(double usd) {
    ObjectNode document = values(MANIFEST);
    ((ObjectNode) document.get("budget")).put("current_cost_usd", usd);
    return document;
  }

  @Test
  void what_is_saved_is_in_both_and_they_agree() throws Exception {
    both.save(values(MANIFEST));
    assertThat(values(Files.readString(file))).isEqualTo(values(MANIFEST));
    assertThat(store.missions().get("atlas-1").currentCostUsd()).isEqualTo(2.5);
    both.save(costing(4.5));
    assertThat(store.missions().get("atlas-1").currentCostUsd()).isEqualTo(4.5);
    assertThat(both.load()).isEqualTo(values(DocumentText.print(costing(4.5))));
    assertThat(both.compare()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(both.shadowFailures()).isZero();
    assertThat(namesIn(dir)).containsExactly("project_manifest.json");
  }

  @Test
  void a_shadow_that_fails_is_counted_and_fails_nobody() throws Exception {
    both.save(values(MANIFEST));
    store.close();
    both.save(costing(4.5));
    assertThat(both.load().path("budget").path("current_cost_usd").doubleValue()).isEqualTo(4.5);
    assertThat(values(Files.readString(file)).path("budget").path("current_cost_usd").doubleValue())
        .isEqualTo(4.5);
    assertThat(both.shadowFailures()).isEqualTo(2);
    assertThat(told).hasSize(2).allMatch(divergence -> divergence.kind() == Kind.SHADOW_FAILED);
    assertThat(told.get(0).detail()).contains("closed");
    assertThat(both.divergences()).isEqualTo(told);
    store = SqliteStore.open(folder.resolve("store.db"), AT_T0);
    DualWriteStore again = dual(DualWriteSettings.of(file, DocumentKind.MANIFEST));
    assertThat(again.compare())
        .extracting(Divergence::jsonPath)
        .containsExactly("$.budget.current_cost_usd");
    again.save(again.load());
    told.clear();
    assertThat(again.compare()).isEmpty();
  }

  @Test
  void what_the_store_says_otherwise_is_reported_before_it_is_overwritten() {
    both.save(values(MANIFEST));
    store.missions().update("atlas-1", MissionChange.at(T0).owner("other").updatedAt(null));
    both.save(costing(4.5));
    assertThat(told)
        .extracting(Divergence::jsonPath)
        .containsExactlyInAnyOrder("$.metadata.owner", "$.metadata.lastUpdatedAt");
    Divergence owner = told.get(0);
    assertThat(owner.kind()).isEqualTo(Kind.VALUE);
    assertThat(owner.inFile()).hasToString("\"ops@example.org\"");
    assertThat(owner.inStore()).hasToString("\"other\"");
    assertThat(store.missions().get("atlas-1").owner()).isEqualTo("ops@example.org");
    assertThat(both.divergenceCount()).isEqualTo(2);
  }

  @Test
  void what_others_wrote_to_the_file_is_reported() {
    both.save(values(MANIFEST));
    write(file, DocumentText.print(costing(9)));
    assertThat(both.load().path("budget").path("current_cost_usd").doubleValue()).isEqualTo(9);
    assertThat(told).extracting(Divergence::jsonPath).containsExactly("$.budget.current_cost_usd");
    DualWriteStore fromStore =
        dual(DualWriteSettings.of(file, DocumentKind.MANIFEST).withReadFrom(ReadFrom.STORE));
    assertThat(fromStore.load().path("budget").path("current_cost_usd").doubleValue())
        .isEqualTo(2.5);
  }

  @Test
  void each_falls_back_on_the_other() throws Exception {
    both.save(values(MANIFEST));
    Files.delete(file);
    assertThat(both.load()).isEqualTo(values(MANIFEST));
    assertThat(told).extracting(Divergence::kind).containsExactly(Kind.FILE_LACKS);
    write(file, "{broken");
    assertThat(both.load()).isEqualTo(values(MANIFEST));
    assertThat(told.get(1).detail()).contains("not JSON").contains(file.toString());
    told.clear();

    both.save(values(MANIFEST));
    store.missions().delete("atlas-1");
    DualWriteStore fromStore =
        dual(DualWriteSettings.of(file, DocumentKind.MANIFEST).withReadFrom(ReadFrom.STORE));
    assertThat(fromStore.load()).isEqualTo(values(MANIFEST));
    assertThat(told).extracting(Divergence::kind).containsExactly(Kind.STORE_LACKS);
  }

  @Test
  void neither_having_it_is_an_error() {
    assertThatThrownBy(() -> both.load())
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining(file.toString());
  }

  @Test
  void what_the_store_could_not_hold_is_not_saved() throws Exception {
    both.save(values(MANIFEST));
    ObjectNode bad = costing(-1);
    assertThatThrownBy(() -> both.save(bad))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("$.budget.current_cost_usd");
    assertThat(values(Files.readString(file))).isEqualTo(values(MANIFEST));
    assertThat(both.compare()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_changes_nothing() {
    both.save(values(MANIFEST));
    DualWriteStore nowhere =
        dual(DualWriteSettings.of(dir.resolve("no/such/folder.json"), DocumentKind.MANIFEST));
    assertThatThrownBy(() -> nowhere.save(costing(4.5))).isInstanceOf(StoreException.class);
    assertThat(store.missions().get("atlas-1").currentCostUsd()).isEqualTo(2.5);
  }

  @Test
  void documents_that_name_no_mission_stay_with_theirs() {
    both.save(values(MANIFEST));
    DualWriteStore memory =
        dual(DualWriteSettings.of(dir.resolve("project_memory.json"), DocumentKind.MEMORY));
    DualWriteStore handoff =
        dual(
            DualWriteSettings.of(dir.resolve(".session_handoff.json"), DocumentKind.HANDOFF)
                .withMission("atlas-1"));
    memory.save(values(MEMORY));
    handoff.save(values(HANDOFF));
    store
        .missions()
        .ensure(
            "later",
            io.tachograph.store.MissionPhase.CODING,
            io.tachograph.store.MissionStatus.IN_PROGRESS,
            T0.plusSeconds(9),
            null,
            null);
    memory.save(values(MEMORY.replace("Built it", "Rebuilt it")));
    handoff.save(values(HANDOFF.replace("450", "451")));
    long id = store.missions().id("atlas-1").orElseThrow();
    assertThat(store.narrative().get(id, 2).orElseThrow().summary()).isEqualTo("Rebuilt it");
    assertThat(store.memory().get(id, "session_handoff").orElseThrow().value())
        .isEqualTo(values(HANDOFF.replace("450", "451")));
    assertThat(memory.compare()).isEmpty();
    assertThat(handoff.compare()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void a_listener_that_throws_is_counted() {
    DualWriteStore throwing =
        new DualWriteStore(
            DualWriteSettings.of(file, DocumentKind.MANIFEST)
                .withListener(
                    divergence -> {
                      throw new IllegalStateException("no");
                    }),
            store);
    throwing.save(values(MANIFEST));
    store.missions().delete("atlas-1");
    assertThat(throwing.load()).isEqualTo(values(MANIFEST));
    assertThat(throwing.listenerFailures()).isEqualTo(1);
  }

  @Test
  void divergences_are_kept_up_to_a_bound() {
    both.save(values(MANIFEST));
    store.missions().delete("atlas-1");
    for (int i = 0; i <= DualWriteStore.MAX_DIVERGENCES; i++) {
      both.compare();
    }
    assertThat(both.divergences()).hasSize(DualWriteStore.MAX_DIVERGENCES);
    assertThat(both.divergenceCount()).isEqualTo(DualWriteStore.MAX_DIVERGENCES + 1);
  }

  @Test
  void threads_save_and_load_whole_documents() throws Exception {
    both.save(costing(0));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int number = thread;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    both.save(costing(number * 100 + i));
                    assertThat(both.load().path("metadata").path("projectId").asText())
                        .isEqualTo("atlas-1");
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(both.compare()).isEmpty();
    assertThat(told).isEmpty();
  }
}
