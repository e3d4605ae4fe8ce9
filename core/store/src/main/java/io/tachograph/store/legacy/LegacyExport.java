package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionNotFoundException;
import io.tachograph.store.StoreTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives missions back as documents: what was imported as it was written, with what the store has
 * changed since in its place. Reads only. For the thread that uses the tables.
 */
public final class LegacyExport {
  private final StoreTables store;

  /**
   * An export.
   *
   * @param store the tables; those of a transaction, where somebody may write meanwhile
   */
  public LegacyExport(StoreTables store) {
    this.store = store;
  }

  /**
   * A mission as a document.
   *
   * @param kind null for the kind that it came from; a manifest, where it came from none
   * @throws MissionNotFoundException if there is none of that UUID
   * @throws DocumentException if the mission has nothing that such a document could say
   */
  public ExportedDocument export(String missionUuid, @Nullable DocumentKind kind) {
    long missionId = store.missions().get(missionUuid).id();
    return export(missionId, kind == null ? kindOf(missionId) : kind);
  }

  private DocumentKind kindOf(long missionId) {
    KeptDocuments documents = new KeptDocuments(store);
    return Arrays.stream(DocumentKind.values())
        .filter(kind -> documents.find(missionId, kind).isPresent())
        .findFirst()
        .orElse(DocumentKind.MANIFEST);
  }

  private ExportedDocument export(long missionId, DocumentKind kind) {
    KeptDocuments documents = new KeptDocuments(store);
    Optional<KeptDocument> kept = documents.find(missionId, kind);
    String text = kept.isPresent() ? documents.text(kept.get()) : null;
    boolean metadata = kept.isPresent() && kept.get().metadata();
    return switch (kind) {
      case MANIFEST, ACTIVE_MISSION ->
          export(missionId, kind, new MissionMapping(shape(kind, text)), text, metadata);
      case MEMORY -> export(missionId, kind, new MemoryMapping(), text, metadata);
      case HANDOFF -> {
        HandoffMapping mapping = new HandoffMapping();
        if (mapping.stored(store, missionId).value() == null) {
          throw DocumentException.whole(
              "The mission remembers no session_handoff", "a mission that does");
        }
        yield export(missionId, kind, mapping, text, metadata);
      }
    };
  }

  private static MissionShape shape(DocumentKind kind, @Nullable String text) {
    if (text != null) {
      return MissionShape.of(kind, DocumentText.values(text));
    }
    return kind == DocumentKind.MANIFEST ? new ManifestShape() : new ActiveMissionShape();
  }

  private <T> ExportedDocument export(
      long missionId,
      DocumentKind kind,
      Mapping<T> mapping,
      @Nullable String text,
      boolean metadata) {
    T stored = mapping.stored(store, missionId);
    if (text == null) {
      return new ExportedDocument(kind, DocumentText.print(mapping.fresh(stored)), true);
    }
    T before = mapping.read(DocumentText.values(text), new ArrayList<>());
    T now = mapping.comparable(stored, before, metadata);
    if (now.equals(before)) {
      return new ExportedDocument(kind, text, false);
    }
    ObjectNode written = DocumentText.asWritten(text);
    mapping.change(written, before, now);
    return new ExportedDocument(kind, DocumentText.print(written), true);
  }
}
