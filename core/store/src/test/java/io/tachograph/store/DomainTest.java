package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concepts and concerns. */
class DomainTest {
  private static final String WORD = "Zahlung \u652f\u4ed8 \ud83d\udcb3";

  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Concepts concepts;
  private Concerns concerns;
  private long missionId;
  private long other;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    concepts = store.concepts();
    concerns = store.concerns();
    missionId = store.missions().create(mission("m"));
    other = store.missions().create(mission("other"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_concept_is_added_once_and_keeps_its_time() {
    assertThat(concepts.add(missionId, WORD, T0)).isTrue();
    assertThat(concepts.add(missionId, WORD, after(1))).isFalse();
    assertThat(concepts.add(missionId, "", after(2))).isTrue();
    assertThat(concepts.ofMission(missionId, Pages.ALL))
        .extracting(Concept::concept, Concept::timestamp)
        .containsExactly(tuple("", after(2)), tuple(WORD, T0));
    assertThat(concepts.remove(missionId, WORD)).isTrue();
    assertThat(concepts.remove(missionId, WORD)).isFalse();
    assertThat(concepts.ofMission(missionId, Pages.ALL))
        .extracting(Concept::concept)
        .containsExactly("");
  }

  @Test
  void a_concern_is_added_once_and_keeps_its_time() {
    assertThat(concerns.add(missionId, WORD, T0)).isTrue();
    assertThat(concerns.add(missionId, WORD, after(1))).isFalse();
    assertThat(concerns.add(missionId, "", after(2))).isTrue();
    assertThat(concerns.ofMission(missionId, Pages.ALL))
        .extracting(Concern::concern, Concern::timestamp)
        .containsExactly(tuple("", after(2)), tuple(WORD, T0));
    assertThat(concerns.remove(missionId, WORD)).isTrue();
    assertThat(concerns.remove(missionId, WORD)).isFalse();
    assertThat(concerns.ofMission(missionId, Pages.ALL))
        .extracting(Concern::concern)
        .containsExactly("");
  }

  @Test
  void concepts_are_listed_by_mission_and_missions_by_concept() {
    concepts.add(missionId, "payment", T0);
    concepts.add(other, "payment", after(1));
    concepts.add(missionId, "database", after(2));
    concepts.add(missionId, "Payment", after(3));
    Concept payment = new Concept(1, missionId, "payment", T0);
    Pages.assertPaged(
        page -> concepts.ofMission(missionId, page),
        Concept::id,
        new Concept(4, missionId, "Payment", after(3)),
        new Concept(3, missionId, "database", after(2)),
        payment);
    Pages.assertPaged(
        page -> concepts.missionsWith("payment", page),
        Concept::id,
        new Concept(2, other, "payment", after(1)),
        payment);
    assertThat(concepts.missionsWith("pay%", Pages.ALL)).isEmpty();
    assertThat(concepts.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void concerns_are_listed_by_mission_and_missions_by_concern() {
    concerns.add(missionId, "PCI compliance", T0);
    concerns.add(other, "PCI compliance", after(1));
    concerns.add(missionId, "latency", after(2));
    Concern compliance = new Concern(1, missionId, "PCI compliance", T0);
    Pages.assertPaged(
        page -> concerns.ofMission(missionId, page),
        Concern::id,
        new Concern(3, missionId, "latency", after(2)),
        compliance);
    Pages.assertPaged(
        page -> concerns.missionsWith("PCI compliance", page),
        Concern::id,
        new Concern(2, other, "PCI compliance", after(1)),
        compliance);
    assertThat(concerns.missionsWith("none", Pages.ALL)).isEmpty();
    assertThat(concerns.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("domain_concepts", () -> concepts.add(99, "c", T0));
    assertNotNull("domain_concepts", "concept", () -> concepts.add(missionId, null, T0));
    assertNotNull("domain_concepts", "timestamp", () -> concepts.add(missionId, "c", null));
    assertNoMission("domain_concerns", () -> concerns.add(99, "c", T0));
    assertNotNull("domain_concerns", "concern", () -> concerns.add(missionId, null, T0));
    assertNotNull("domain_concerns", "timestamp", () -> concerns.add(missionId, "c", null));
    assertThat(concepts.ofMission(missionId, Pages.ALL)).isEmpty();
    assertThat(concerns.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void what_others_wrote_against_the_schema_is_said_with_its_row() {
    concepts.add(missionId, "c", T0);
    concerns.add(missionId, "c", T0);
    Schemas.execute(
        file,
        "UPDATE domain_concepts SET timestamp = ''; UPDATE domain_concerns SET timestamp = ''");
    assertCorrupt(
        "domain_concepts", "timestamp", 1, () -> concepts.ofMission(missionId, Pages.ALL));
    assertCorrupt("domain_concerns", "timestamp", 1, () -> concerns.missionsWith("c", Pages.ALL));
  }
}
