package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.StoreWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which mission a document belongs to that does not say so itself. The first that there is of: the
 * one that was named; the one that has this very document already; for a project's memory, the one
 * whose manifest came from the same folder or the nearest above it; the latest in progress; one
 * called {@code legacy}, which is made. For the writing thread.
 */
final class MissionChoice {
  private static final String LEGACY_UUID = "legacy";

  /** Of the missions in progress, how many are looked at. */
  private static final int MAX_LOOKED_AT = 1_000;

  /** Marks missions for what a process did outside of any mission; see the store's manual. */
  private static final String RUN_OF_LEDGER = "run_of_ledger";

  private final StoreWriter store;
  private final Instant at;

  MissionChoice(StoreWriter store, Instant at) {
    this.store = store;
    this.at = at;
  }

  /** The row id of the mission. */
  long choose(SourceDocument source, @Nullable String named) {
    if (named != null) {
      return store
          .missions()
          .id(named)
          .orElseThrow(
              () ->
                  DocumentException.whole(
                      "There is no mission to put it into: --mission=" + named,
                      "the UUID of a mission that the store has"));
    }
    OptionalLong known = withThisText(source);
    if (known.isEmpty() && source.kind() == DocumentKind.MEMORY) {
      known = withManifestNear(source.file());
    }
    return known.isPresent() ? known.getAsLong() : latestInProgress();
  }

  private OptionalLong withThisText(SourceDocument source) {
    return new KeptDocuments(store)
        .all(source.kind()).stream()
            .filter(kept -> kept.sha256().equals(source.sha256()))
            .mapToLong(KeptDocument::missionId)
            .findFirst();
  }

  private OptionalLong withManifestNear(Path file) {
    List<KeptDocument> manifests = new KeptDocuments(store).all(DocumentKind.MANIFEST);
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path here = folder;
      long[] missions =
          manifests.stream()
              .filter(kept -> here.equals(folderOf(kept.file())))
              .mapToLong(KeptDocument::missionId)
              .distinct()
              .toArray();
      if (missions.length > 0) {
        // Of several in one folder nobody can tell which it is.
        return missions.length == 1 ? OptionalLong.of(missions[0]) : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static @Nullable Path folderOf(String file) {
    try {
      return Path.of(file).getParent();
    } catch (InvalidPathException e) {
      // It was imported on another system.
      return null;
    }
  }

  private long latestInProgress() {
    return store.missions().withStatus(MissionStatus.IN_PROGRESS, MAX_LOOKED_AT).stream()
        .filter(mission -> !isRun(mission))
        .mapToLong(Mission::id)
        .findFirst()
        .orElseGet(
            () ->
                store
                    .missions()
                    .ensure(
                        LEGACY_UUID,
                        MissionPhase.PLANNING,
                        MissionStatus.IN_PROGRESS,
                        at,
                        null,
                        "What was imported from documents that name no mission"));
  }

  private static boolean isRun(Mission mission) {
    JsonNode metadata = mission.metadata();
    return metadata != null && metadata.has(RUN_OF_LEDGER);
  }
}
