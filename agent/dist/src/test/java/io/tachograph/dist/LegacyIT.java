package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.Page;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that kept JSON files starts to be recorded. */
class LegacyIT {
  @TempDir Path temp;

  @Test
  void whatStandsInAFolderIsInTheStoreOnceAndTheHostDoesNotNotice() throws Exception {
    Path legacy = Files.createDirectories(temp.resolve("state/inner"));
    Files.writeString(
        legacy.resolve("project_manifest.json"),
        """
        {"metadata": {"projectId": "atlas-1", "owner": "ops", "createdAt": "2025-11-12T14:00:00Z"},
         "status": {"projectPhase": "TESTING"},
         "artifacts": {"code": {"main": {"ref": "ef1c122"}}}}
        """);
    Files.writeString(legacy.resolve(".session_handoff.json"), "{\"from_agent\": \"planner\"}");
    Files.writeString(legacy.resolve("active_mission.json"), "{\"mission_id\": ");
    Host host = Host.compile(temp, "Agentic").arguments("return");
    Host.Run plain = host.run(Jdk.current());

    Host.Run first = host.runAudited(Jdk.current(), "legacy=state");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).isEqualTo(plain.out());
    assertThat(first.errOfHost()).isEqualTo(plain.err().stripTrailing());
    List<Event> events = eventsOfImports(host);
    assertThat(events)
        .extracting(Event::type)
        .containsExactly("legacy_import_started", "legacy_imported");
    Event imported = events.get(1);
    assertThat(imported.data().path("folder").asText()).isEqualTo(temp.resolve("state").toString());
    assertThat(imported.data().path("documents").toString())
        .isEqualTo("{\"imported\":2,\"refused\":1}");
    assertThat(imported.data().path("refused").get(0).path("file").asText())
        .isEqualTo("inner/active_mission.json");
    assertStore(host);
    assertThat(Files.readString(host.ledger().resolve("agent.log")))
        .contains("a document was not imported")
        .contains("active_mission.json");
    assertThat(names(legacy)).contains("active_mission.json").hasSize(3);

    // The bad one is said again, and nothing else is.
    host.runAudited(Jdk.current(), "legacy=state");
    events = eventsOfImports(host);
    assertThat(events).hasSize(3);
    assertThat(events.get(2).data().path("documents").toString()).isEqualTo("{\"refused\":1}");
    assertStore(host);
    assertThat(names(legacy)).hasSize(3);
  }

  @Test
  void aFolderThatIsNotThereIsNoMistake() throws Exception {
    Host host = Host.compile(temp, "Hello");
    Host.Run run = host.runAudited(Jdk.current(), "legacy=nowhere");
    assertThat(run.out()).isEqualTo("hello\n");
    assertThat(run.errOfHost()).isEmpty();
    assertThat(Files.readString(host.ledger().resolve("agent.log")))
        .contains("there is no folder to import documents from")
        .contains("legacy=" + temp.resolve("nowhere"));
    assertThat(host.ledger().resolve("store.db")).doesNotExist();
    assertThat(eventsOfImports(host)).isEmpty();
  }

  private static List<Event> eventsOfImports(Host host) throws IOException {
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    List<Event> events = Product.events(host.ledger());
    assertThat(events)
        .filteredOn(event -> event.type().equals("ledger_closed"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.data().path("errors").asLong()).isZero());
    assertThat(events.get(events.size() - 1).type()).isEqualTo("ledger_closed");
    return events.stream().filter(event -> event.type().startsWith("legacy_")).toList();
  }

  private static void assertStore(Host host) {
    try (SqliteStore store = SqliteStore.openReadOnly(host.ledger().resolve("store.db"))) {
      Mission mission = store.missions().get("atlas-1");
      assertThat(mission.phase()).isEqualTo(MissionPhase.TESTING);
      assertThat(mission.owner()).isEqualTo("ops");
      assertThat(store.artifacts().withRef("ef1c122", Page.first(9))).hasSize(1);
      assertThat(store.memory().get(mission.id(), "session_handoff")).isPresent();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
