package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of JSON documents that agents keep their state in, in the order of importing. */
public enum DocumentKind {
  /** What a project is and where it stands; in two shapes. */
  MANIFEST("manifest", "project_manifest.json"),
  /** The mission that is worked on. */
  ACTIVE_MISSION("active-mission", "active_mission.json"),
  /** What was learned of a project. */
  MEMORY("memory", "project_memory.json"),
  /** What one session tells the next. */
  HANDOFF("handoff", ".session_handoff.json");

  private final String text;
  private final String fileName;
  private final Pattern names;

  DocumentKind(String text, String fileName) {
    this.text = text;
    this.fileName = fileName;
    String tail = fileName.startsWith(".") ? fileName.substring(1) : fileName;
    this.names = Pattern.compile("(?s)(.*[^A-Za-z0-9])?" + Pattern.quote(tail));
  }

  /** As the command line spells it. */
  public String text() {
    return text;
  }

  /** The name that a file of this kind usually has. */
  public String fileName() {
    return fileName;
  }

  /** Whether a document of this kind says itself which mission it is about. */
  public boolean namesItsMission() {
    return this == MANIFEST || this == ACTIVE_MISSION;
  }

  /** The one that the command line spells so, if there is one. */
  public static Optional<DocumentKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /** The one that a file of that name is: the usual name, or one that ends in it as a word. */
  static Optional<DocumentKind> ofFileName(String name) {
    return Arrays.stream(values()).filter(kind -> kind.names.matcher(name).matches()).findFirst();
  }

  /** The one that a document looks like, whatever its file is called. */
  static Optional<DocumentKind> ofShape(JsonNode document) {
    if (document.path("metadata").has("projectId")
        || document.has("project_id")
        || document.path("status").has("projectPhase")) {
      return Optional.of(MANIFEST);
    }
    if (document.has("mission_id")) {
      return Optional.of(ACTIVE_MISSION);
    }
    if (document.has("narrative") || document.has("domain") || document.has("trajectory")) {
      return Optional.of(MEMORY);
    }
    if (document.has("layer0_bedrock") || document.has("from_agent")) {
      return Optional.of(HANDOFF);
    }
    return Optional.empty();
  }
}
