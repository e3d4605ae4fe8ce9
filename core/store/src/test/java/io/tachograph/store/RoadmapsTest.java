package io.tachograph.store;

import static io.tachograph.store.Failures.assertBreaks;
import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ConstraintException.Kind;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadmapsTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Roadmaps roadmaps;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    roadmaps = store.roadmaps();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Roadmap roadmap(String id) {
    return new Roadmap(id, "name of " + id, "", null, T0, T0, null);
  }

  private List<String> pages(int limit) {
    List<String> ids = new ArrayList<>();
    TextPage page = TextPage.first(limit);
    List<Roadmap> rows;
    do {
      rows = roadmaps.list(page);
      assertThat(rows).hasSizeLessThanOrEqualTo(limit);
      rows.forEach(row -> ids.add(row.id()));
      page = rows.isEmpty() ? page : page.after(rows.get(rows.size() - 1).id());
    } while (rows.size() == limit);
    return ids;
  }

  @Test
  void a_roadmap_is_created_changed_and_deleted() {
    Roadmap made =
        new Roadmap(
            "Stra\u00dfe \ud83d\udee3",
            "gr\u00f6\u00dfe",
            "\u2713",
            json("[\"m-1\",\"m-2\"]"),
            T0,
            T0,
            json("{\"n\":1.50}"));
    roadmaps.create(made);
    assertThat(roadmaps.find(made.id())).contains(made);
    Roadmap changed = new Roadmap(made.id(), "n", "d", null, after(-1), after(9), json("[]"));
    assertThat(roadmaps.update(changed)).isTrue();
    assertThat(roadmaps.find(made.id())).contains(changed);
    assertThat(roadmaps.update(roadmap("none"))).isFalse();
    assertThat(roadmaps.find("none")).isEmpty();
    assertThat(roadmaps.delete(made.id())).isTrue();
    assertThat(roadmaps.delete(made.id())).isFalse();
    assertThat(roadmaps.find(made.id())).isEmpty();
  }

  @Test
  void roadmaps_are_listed_the_last_that_was_added_first() {
    assertThat(roadmaps.list(TextPage.first(1))).isEmpty();
    for (String id : List.of("b", "", "c", "a")) {
      roadmaps.create(roadmap(id));
    }
    for (int limit = 1; limit <= 5; limit++) {
      assertThat(pages(limit)).as("limit=%d", limit).containsExactly("a", "c", "", "b");
    }
    assertThat(roadmaps.list(TextPage.first(2))).containsExactly(roadmap("a"), roadmap("c"));
    roadmaps.delete("c");
    assertFails(Category.NOT_FOUND, () -> roadmaps.list(TextPage.first(2).after("c")))
        .hasMessageContaining("table=roadmaps after=c");
  }

  @Test
  void roadmaps_stay_when_a_mission_goes() {
    store.missions().create(mission("m"));
    Roadmap with = new Roadmap("r", "", "", json("[\"m\"]"), T0, T0, null);
    roadmaps.create(with);
    store.missions().delete("m");
    assertThat(roadmaps.find("r")).contains(with);
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    roadmaps.create(roadmap("r"));
    assertBreaks(Kind.UNIQUE, "roadmaps", () -> roadmaps.create(roadmap("r")), "id");
    assertNotNull(
        "roadmaps", "name", () -> roadmaps.create(new Roadmap("s", null, "", null, T0, T0, null)));
    assertNotNull(
        "roadmaps",
        "description",
        () -> roadmaps.update(new Roadmap("r", "", null, null, T0, T0, null)));
    assertNotNull(
        "roadmaps",
        "created_at",
        () -> roadmaps.create(new Roadmap("s", "", "", null, null, T0, null)));
    assertNotNull(
        "roadmaps",
        "updated_at",
        () -> roadmaps.update(new Roadmap("r", "", "", null, T0, null, null)));
    assertThat(roadmaps.list(TextPage.first(9))).containsExactly(roadmap("r"));
  }

  @Test
  void what_others_wrote_is_read_or_said_with_its_row() {
    Schemas.execute(
        file,
        "INSERT INTO roadmaps (id, name, description, missions, created_at, updated_at)"
            + " VALUES ('r', '', '', '7', '2025-11-20T10:00:00Z', '2025-11-20T10:00:00.000Z')");
    assertThat(roadmaps.find("r")).contains(new Roadmap("r", "", "", json("7"), T0, T0, null));
    Schemas.execute(file, "UPDATE roadmaps SET missions = 'm-1, m-2'");
    assertFails(Category.CORRUPT, () -> roadmaps.find("r"))
        .hasMessageContaining("table=roadmaps column=missions row=r.");
    Schemas.execute(file, "UPDATE roadmaps SET missions = NULL, id = NULL");
    assertFails(Category.CORRUPT, () -> roadmaps.list(TextPage.first(1)))
        .hasMessageContaining("table=roadmaps column=id row=null.");
  }
}
