package io.tachograph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Fixed times, documents and databases for tests. */
final class Fixtures {
  static final Instant T0 = Instant.parse("2025-11-20T10:00:00Z");
  static final Clock AT_T0 = Clock.fixed(T0, ZoneOffset.UTC);

  private Fixtures() {}

  static Instant after(long seconds) {
    return T0.plusSeconds(seconds);
  }

  static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  static NewMission mission(String uuid) {
    return NewMission.of(uuid, MissionPhase.CODING, MissionStatus.IN_PROGRESS, T0);
  }

  static NewToolCall call(long missionId, String name, Instant timestamp) {
    return new NewToolCall(
        missionId, name, json("{\"path\":\"a.txt\"}"), json("3"), timestamp, 12L, true, null);
  }

  /** Makes the database of another agent's making, of version 2. */
  static Path foreignStore(Path file) {
    return foreignStore(file, 2);
  }

  /** Makes the database of another agent's making, of version 1, 2 or 3. */
  static Path foreignStore(Path file, int version) {
    String name = "store-v" + version + ".sql";
    try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
      String rows = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Schemas.execute(file, "PRAGMA synchronous=OFF; BEGIN;" + rows + "COMMIT");
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Path> filesIn(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
