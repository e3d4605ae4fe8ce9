package io.tachograph.store;

import static io.tachograph.store.Failures.assertBreaks;
import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ConstraintException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrativeTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Narrative narrative;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    narrative = store.narrative();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private NewNarrativeEntry entry(long sessionNum, String summary) {
    return new NewNarrativeEntry(missionId, sessionNum, summary, after(sessionNum), "CODING");
  }

  private NarrativeEntry entry(long id, long sessionNum, String summary) {
    return new NarrativeEntry(id, missionId, sessionNum, summary, after(sessionNum), "CODING");
  }

  @Test
  void a_session_is_told_of_once_and_can_be_told_anew() {
    long id = narrative.add(entry(1, "gr\u00f6\u00dfe \ud83d\ude80"));
    assertThat(narrative.get(missionId, 1)).contains(entry(id, 1, "gr\u00f6\u00dfe \ud83d\ude80"));
    assertBreaks(
        Kind.UNIQUE,
        "session_narrative",
        () -> narrative.add(entry(1, "again")),
        "mission_id",
        "session_num");
    NewNarrativeEntry anew = new NewNarrativeEntry(missionId, 1, "anew", after(9), "TESTING");
    assertThat(narrative.set(anew)).isEqualTo(id);
    assertThat(narrative.get(missionId, 1))
        .contains(new NarrativeEntry(id, missionId, 1, "anew", after(9), "TESTING"));
    long second = narrative.set(entry(2, "two"));
    assertThat(narrative.get(missionId, 2)).contains(entry(second, 2, "two"));
    assertThat(narrative.delete(missionId, 1)).isTrue();
    assertThat(narrative.delete(missionId, 1)).isFalse();
    assertThat(narrative.get(missionId, 1)).isEmpty();
  }

  @Test
  void a_narrative_is_read_from_its_last_session_back() {
    long other = store.missions().create(mission("other"));
    long two = narrative.add(entry(2, "two"));
    long ten = narrative.add(entry(10, "ten"));
    long early = narrative.add(entry(-1, "before"));
    long one = narrative.add(entry(1, "one"));
    narrative.add(new NewNarrativeEntry(other, 3, "other", T0, "CODING"));
    Pages.assertPaged(
        page -> narrative.ofMission(missionId, page),
        NarrativeEntry::sessionNum,
        entry(ten, 10, "ten"),
        entry(two, 2, "two"),
        entry(one, 1, "one"),
        entry(early, -1, "before"));
    assertThat(narrative.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void sessions_of_a_phase_are_found_in_all_missions() {
    long other = store.missions().create(mission("other"));
    long one = narrative.add(entry(1, "one"));
    long elsewhere =
        narrative.add(new NewNarrativeEntry(other, 1, "elsewhere", after(1), "CODING"));
    narrative.add(new NewNarrativeEntry(missionId, 2, "two", T0, "PRODUCTION"));
    Pages.assertPaged(
        page -> narrative.inPhase("CODING", page),
        NarrativeEntry::id,
        new NarrativeEntry(elsewhere, other, 1, "elsewhere", after(1), "CODING"),
        entry(one, 1, "one"));
    assertThat(narrative.inPhase("PRODUCTION", Pages.ALL)).hasSize(1);
    assertThat(narrative.inPhase("coding", Pages.ALL)).isEmpty();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission(
        "session_narrative", () -> narrative.add(new NewNarrativeEntry(99, 1, "s", T0, "CODING")));
    assertNoMission(
        "session_narrative", () -> narrative.set(new NewNarrativeEntry(99, 1, "s", T0, "CODING")));
    assertNotNull(
        "session_narrative",
        "summary",
        () -> narrative.add(new NewNarrativeEntry(missionId, 1, null, T0, "CODING")));
    assertNotNull(
        "session_narrative",
        "date",
        () -> narrative.add(new NewNarrativeEntry(missionId, 1, "s", null, "CODING")));
    assertNotNull(
        "session_narrative",
        "phase",
        () -> narrative.set(new NewNarrativeEntry(missionId, 1, "s", T0, null)));
    assertThat(narrative.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void dates_of_others_are_read_in_each_of_their_forms() {
    Schemas.execute(
        file,
        "INSERT INTO session_narrative (mission_id, session_num, summary, date, phase) VALUES"
            + " (1, 1, '', '2025-11-19', ''), (1, 2, '', '2025-11-19T09:00:00Z', ''),"
            + " (1, 3, '', '2025-11-19T09:00:00.250000Z', '')");
    assertThat(narrative.ofMission(missionId, Pages.ALL))
        .extracting(NarrativeEntry::date)
        .containsExactly(
            Instant.parse("2025-11-19T09:00:00.250Z"),
            Instant.parse("2025-11-19T09:00:00Z"),
            Instant.parse("2025-11-19T00:00:00Z"));
    Schemas.execute(file, "UPDATE session_narrative SET date = 'soon' WHERE id = 2");
    assertCorrupt("session_narrative", "date", 2, () -> narrative.get(missionId, 2));
    Schemas.execute(file, "UPDATE session_narrative SET session_num = 'two' WHERE id = 3");
    assertCorrupt("session_narrative", "session_num", 3, () -> narrative.inPhase("", Pages.ALL));
  }
}
