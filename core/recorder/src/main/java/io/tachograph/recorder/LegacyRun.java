package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.ImportOutcome;
import io.tachograph.store.legacy.ImportOutcome.Action;
import io.tachograph.store.legacy.LegacyImport;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One import of a folder's documents: its claim, its store, and what it tells ledger and log. For
 * one thread.
 */
final class LegacyRun implements AutoCloseable {
  /** How many are named in an event; the others are counted. */
  static final int MAX_NAMED = 100;

  /** How many are explained in the log, which has room for other things too. */
  static final int MAX_EXPLAINED = 20;

  private static final int MAX_REASON_CHARS = 300;
  private static final int UNKNOWN = -1;

  /** Behind it an error shows what stands in the document, which is nothing for the ledger. */
  private static final Pattern CONTENT = Pattern.compile(", value=|: ");

  private final Path folder;
  private final Path storeFile;
  private final Recorder recorder;
  private final SwallowedErrors errors;
  private final Map<Action, Integer> actions = new EnumMap<>(Action.class);
  private final Set<String> missions = new LinkedHashSet<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private @Nullable FolderClaim claim;
  private @Nullable SqliteStore store;
  private int seen;
  private int left = UNKNOWN;

  LegacyRun(Path folder, Path storeFile, Recorder recorder, SwallowedErrors errors) {
    this.folder = folder;
    this.storeFile = storeFile;
    this.recorder = recorder;
    this.errors = errors;
  }

  /** Whether this process alone imports; the first time, claims that. */
  boolean claims() {
    if (claim == null) {
      claim = FolderClaim.of(folder);
      if (!claim.isOurs()) {
        errors.note(
            "another process imports these documents, so this one does not: legacy=" + folder,
            null);
      }
    }
    return claim.isOurs();
  }

  /** The store, opened and made only now. */
  SqliteStore store() {
    if (store == null) {
      recorder.own(
          EventTypes.LEGACY_IMPORT_STARTED, json -> json.name("folder").value(folder.toString()));
      store = DefaultTimeZone.untouchedBy(() -> SqliteStore.open(storeFile));
    }
    return store;
  }

  /** Takes notice of what became of a file. */
  void took(ImportOutcome outcome) {
    seen++;
    Path file = outcome.file();
    String error = outcome.error();
    if (outcome.action() == Action.REFUSED && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // Taken by another process between our look and our claim.
      return;
    }
    actions.merge(outcome.action(), 1, Integer::sum);
    if (outcome.missionUuid() != null) {
      missions.add(outcome.missionUuid());
    }
    if (error != null) {
      boolean taken = outcome.action() != Action.REFUSED;
      (taken ? kept : refused).put(folder.relativize(file).toString(), reason(error));
      if (refused.size() + kept.size() <= MAX_EXPLAINED) {
        errors.note((taken ? "" : "a document was not imported: ") + error, null);
      }
    }
  }

  /** All was come to, or the import was stopped before. */
  void completed(LegacyImport.Summary summary) {
    left = summary.documents() - seen;
  }

  private static String reason(String error) {
    String reason = CONTENT.split(error, 2)[0];
    return reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS));
  }

  /** Says in the ledger what was done, and gives store and claim back. */
  @Override
  public void close() {
    int unexplained = refused.size() + kept.size() - MAX_EXPLAINED;
    if (unexplained > 0) {
      errors.note(
          "more documents were not imported, or kept their names; run store import --dry-run for"
              + " the reasons: legacy="
              + folder
              + " more="
              + unexplained,
          null);
    }
    if (!actions.isEmpty()) {
      recorder.own(EventTypes.LEGACY_IMPORTED, this::tell);
    }
    try {
      if (store != null) {
        store.close();
      }
    } finally {
      if (claim != null) {
        claim.close();
      }
    }
  }

  private void tell(JsonWriter json) {
    json.name("folder").value(folder.toString());
    json.name("documents").beginObject();
    actions.forEach(
        (action, files) -> json.name(action.name().toLowerCase(Locale.ROOT)).value(files));
    json.endObject();
    if (left != UNKNOWN) {
      json.name("left").value(left);
    }
    json.name("missions").beginArray();
    missions.stream().limit(MAX_NAMED).forEach(json::value);
    json.endArray();
    named(json, "refused", refused);
    named(json, "not_renamed", kept);
  }

  private static void named(JsonWriter json, String name, Map<String, String> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    reasons.entrySet().stream()
        .limit(MAX_NAMED)
        .forEach(
            file -> {
              json.beginObject().name("file").value(file.getKey());
              json.name("reason").value(file.getValue()).endObject();
            });
    if (reasons.size() > MAX_NAMED) {
      json.beginObject().name("$more").value(reasons.size() - MAX_NAMED).endObject();
    }
    json.endArray();
  }
}
