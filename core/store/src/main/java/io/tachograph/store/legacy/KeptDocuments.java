package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MemoryEntry;
import io.tachograph.store.Page;
import io.tachograph.store.StoreTables;
import io.tachograph.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The texts of imported documents, as missions remember them: {@code legacy:<kind>} says where one
 * came from, {@code legacy:<kind>:text} is its text. So a document is known again, and given back
 * as it was written. For the thread that uses the tables.
 */
final class KeptDocuments {
  private static final String PREFIX = "legacy:";
  private static final String TEXT_SUFFIX = ":text";
  private static final String FILE = "file";
  private static final String SHA256 = "sha256";
  private static final String METADATA = "metadata";
  private static final int PAGE_ROWS = 1_000;

  private final StoreTables store;

  KeptDocuments(StoreTables store) {
    this.store = store;
  }

  /** The document of a kind that a mission was imported from, if it was. */
  Optional<KeptDocument> find(long missionId, DocumentKind kind) {
    return store.memory().get(missionId, key(kind)).flatMap(entry -> kept(entry, kind));
  }

  /** The text of it. */
  String text(KeptDocument kept) {
    return store
        .memory()
        .get(kept.missionId(), key(kept.kind()) + TEXT_SUFFIX)
        .map(MemoryEntry::value)
        .map(JsonNode::textValue)
        .orElseThrow(
            () ->
                DocumentException.whole(
                    "The store does not have the text of a document any more: mission_id="
                        + kept.missionId()
                        + " key="
                        + key(kept.kind())
                        + TEXT_SUFFIX,
                    "the text that the import kept; forget " + key(kept.kind()) + " too"));
  }

  /** All documents of a kind, of all missions, the last that was imported first. */
  List<KeptDocument> all(DocumentKind kind) {
    List<KeptDocument> all = new ArrayList<>();
    Page page = Page.first(PAGE_ROWS);
    while (true) {
      List<MemoryEntry> entries = store.memory().withKey(key(kind), page);
      if (entries.isEmpty()) {
        return all;
      }
      entries.forEach(entry -> kept(entry, kind).ifPresent(all::add));
      page = page.after(entries.get(entries.size() - 1).id());
    }
  }

  /** Keeps a document, in place of one of its kind that the mission has. */
  static void keep(
      StoreWriter writer, long missionId, SourceDocument source, boolean metadata, Instant at) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put(FILE, source.file().toString());
    value.put(SHA256, source.sha256());
    value.put(METADATA, metadata);
    String key = key(source.kind());
    writer.memory().set(missionId, key, value, at, null);
    writer
        .memory()
        .set(
            missionId,
            key + TEXT_SUFFIX,
            JsonNodeFactory.instance.textNode(source.text()),
            at,
            null);
  }

  private static Optional<KeptDocument> kept(MemoryEntry entry, DocumentKind kind) {
    JsonNode value = entry.value();
    // Agents may remember something of theirs under that key.
    return value == null || !value.path(SHA256).isTextual()
        ? Optional.empty()
        : Optional.of(
            new KeptDocument(
                entry.missionId(),
                kind,
                value.path(FILE).asText(),
                value.path(SHA256).asText(),
                value.path(METADATA).asBoolean()));
  }

  private static String key(DocumentKind kind) {
    return PREFIX + kind.text();
  }
}
