package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Artifacts artifacts;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    artifacts = store.artifacts();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Artifact added(long missionId, ArtifactType type, String name, String ref) {
    long id =
        artifacts.insert(
            new NewArtifact(missionId, type, name, ref, null, null, null, null, after(1)));
    return new Artifact(id, missionId, type, name, ref, null, null, null, null, after(1));
  }

  @Test
  void an_artifact_comes_back_as_it_was_given_until_it_is_deleted() {
    for (ArtifactType type : ArtifactType.values()) {
      long id =
          artifacts.insert(
              new NewArtifact(
                  missionId,
                  type,
                  "Entw\u00fcrfe \ud83d\udcd0",
                  "ef1c122a",
                  "/artifacts/planning/a b.json",
                  "https://example.org/r.git",
                  "main",
                  json("{\"lastCommit\":\"ef1c122a\",\"n\":1.50}"),
                  T0));
      assertThat(artifacts.find(id))
          .contains(
              new Artifact(
                  id,
                  missionId,
                  type,
                  "Entw\u00fcrfe \ud83d\udcd0",
                  "ef1c122a",
                  "/artifacts/planning/a b.json",
                  "https://example.org/r.git",
                  "main",
                  json("{\"lastCommit\":\"ef1c122a\",\"n\":1.50}"),
                  T0));
      assertThat(artifacts.delete(id)).isTrue();
      assertThat(artifacts.delete(id)).isFalse();
      assertThat(artifacts.find(id)).isEmpty();
    }
  }

  @Test
  void artifacts_are_listed_by_mission_type_and_ref() {
    long other = store.missions().create(mission("other"));
    Artifact a = added(missionId, ArtifactType.CODE, "repo", "c1");
    Artifact b = added(other, ArtifactType.CODE, "repo", "c1");
    Artifact c = added(missionId, ArtifactType.PLANNING, "plan", null);
    Artifact d = added(missionId, ArtifactType.TEST, "report", "c1");
    Artifact e = added(missionId, ArtifactType.CODE, "repo", "c2");
    Pages.assertPaged(page -> artifacts.ofMission(missionId, page), Artifact::id, e, d, c, a);
    Pages.assertPaged(
        page -> artifacts.ofMission(missionId, ArtifactType.CODE, page), Artifact::id, e, a);
    Pages.assertPaged(page -> artifacts.ofType(ArtifactType.CODE, page), Artifact::id, e, b, a);
    Pages.assertPaged(page -> artifacts.withRef("c1", page), Artifact::id, d, b, a);
    assertThat(artifacts.ofType(ArtifactType.DEPLOYMENT, Pages.ALL)).isEmpty();
    assertThat(artifacts.withRef("", Pages.ALL)).isEmpty();
    assertThat(artifacts.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("artifacts", () -> added(99, ArtifactType.CODE, "a", null));
    assertNotNull(
        "artifacts", "artifact_name", () -> added(missionId, ArtifactType.CODE, null, null));
    assertNotNull(
        "artifacts",
        "created_at",
        () ->
            artifacts.insert(
                new NewArtifact(
                    missionId, ArtifactType.CODE, "a", null, null, null, null, null, null)));
    assertThat(artifacts.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void what_others_wrote_against_the_schema_is_said_with_its_row() {
    long id = added(missionId, ArtifactType.CODE, "a", "c1").id();
    Schemas.execute(
        file, "PRAGMA ignore_check_constraints = 1; UPDATE artifacts SET artifact_type = 'CODE'");
    assertCorrupt(
        "artifacts", "artifact_type", id, () -> artifacts.ofMission(missionId, Pages.ALL));
    Schemas.execute(file, "UPDATE artifacts SET artifact_type = 'code', metadata = ''");
    assertCorrupt("artifacts", "metadata", id, () -> artifacts.withRef("c1", Pages.ALL));
    Schemas.execute(file, "UPDATE artifacts SET metadata = 12");
    assertThat(artifacts.find(id).orElseThrow().metadata()).isEqualTo(json("12"));
  }
}
