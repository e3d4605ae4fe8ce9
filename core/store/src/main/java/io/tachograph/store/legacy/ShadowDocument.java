package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.StoreTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the store has of a document that is kept in two places. Immutable. */
final class ShadowDocument {
  private final DualWriteSettings settings;

  ShadowDocument(DualWriteSettings settings) {
    this.settings = settings;
  }

  /** Refuses a document that the store could not hold. */
  void check(SourceDocument source) {
    mapping(source).read(source.values(), new ArrayList<>());
  }

  private static Mapping<?> mapping(SourceDocument source) {
    return switch (source.kind()) {
      case MANIFEST, ACTIVE_MISSION ->
          new MissionMapping(MissionShape.of(source.kind(), source.values()));
      case MEMORY -> new MemoryMapping();
      case HANDOFF -> new HandoffMapping();
    };
  }

  /**
   * The mission that the document belongs to, as far as that is known.
   *
   * @param source the document, or null where its file has none
   */
  @Nullable String missionUuid(StoreTables store, @Nullable SourceDocument source) {
    if (source != null && source.kind().namesItsMission()) {
      MissionShape shape = MissionShape.of(source.kind(), source.values());
      return shape.read(source.values(), new ArrayList<>()).uuid();
    }
    if (settings.missionUuid() != null) {
      return settings.missionUuid();
    }
    OptionalLong missionId =
        new KeptDocuments(store)
            .all(settings.kind()).stream()
                .filter(kept -> kept.file().equals(settings.file().toString()))
                .mapToLong(KeptDocument::missionId)
                .findFirst();
    return missionId.isPresent()
        ? store.missions().find(missionId.getAsLong()).map(mission -> mission.uuid()).orElse(null)
        : null;
  }

  /**
   * The document as the store has it.
   *
   * @param source the document, or null where its file has none
   */
  Optional<ObjectNode> read(StoreTables store, @Nullable SourceDocument source) {
    String uuid = missionUuid(store, source);
    OptionalLong missionId = uuid == null ? OptionalLong.empty() : store.missions().id(uuid);
    boolean kept =
        missionId.isPresent()
            && new KeptDocuments(store).find(missionId.getAsLong(), settings.kind()).isPresent();
    if (uuid == null || !kept) {
      return Optional.empty();
    }
    ExportedDocument exported = new LegacyExport(store).export(uuid, settings.kind());
    return Optional.of(DocumentText.values(exported.text()));
  }

  /** What the two say differently: first the file, then the store. */
  static List<Changes.Difference> differences(SourceDocument source, ObjectNode stored) {
    return Changes.between(source.values(), stored);
  }
}
