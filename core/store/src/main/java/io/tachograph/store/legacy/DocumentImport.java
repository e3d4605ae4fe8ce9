package io.tachograph.store.legacy;

import io.tachograph.store.StoreWriter;
import io.tachograph.store.legacy.Changes.Difference;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The import of one document, inside of a transaction. All is read and checked before anything is
 * written. For the writing thread.
 *
 * @param <T> what documents of the kind say
 */
final class DocumentImport<T> {
  private static final int MAX_NAMED = 10;

  private final StoreWriter store;
  private final SourceDocument source;
  private final Mapping<T> mapping;
  private final Instant at;
  private final List<String> notes = new ArrayList<>();

  /** Who is right where both the document and the store were changed since the last import. */
  enum Precedence {
    /** Nobody: it is refused. */
    NONE,
    /** The document. */
    DOCUMENT
  }

  private DocumentImport(StoreWriter store, SourceDocument source, Mapping<T> mapping, Instant at) {
    this.store = store;
    this.source = source;
    this.mapping = mapping;
    this.at = at;
  }

  /**
   * Imports a document.
   *
   * @param missionUuid which mission it belongs to if it does not say so itself, or null
   * @throws DocumentException if it is refused
   */
  static ImportOutcome run(
      StoreWriter store,
      SourceDocument source,
      @Nullable String missionUuid,
      Precedence precedence,
      Instant at) {
    return switch (source.kind()) {
      case MANIFEST, ACTIVE_MISSION -> mission(store, source, precedence, at);
      case MEMORY ->
          new DocumentImport<>(store, source, new MemoryMapping(), at)
              .into(new MissionChoice(store, at).choose(source, missionUuid), precedence);
      case HANDOFF ->
          new DocumentImport<>(store, source, new HandoffMapping(), at)
              .into(new MissionChoice(store, at).choose(source, missionUuid), precedence);
    };
  }

  /**
   * Checks what can be without a store.
   *
   * @throws DocumentException if a store could not hold what the document says
   */
  static void check(SourceDocument source) {
    List<String> unheard = new ArrayList<>();
    switch (source.kind()) {
      case MANIFEST, ACTIVE_MISSION ->
          new MissionMapping(MissionShape.of(source.kind(), source.values()))
              .read(source.values(), unheard);
      case MEMORY -> new MemoryMapping().read(source.values(), unheard);
      case HANDOFF -> new HandoffMapping().read(source.values(), unheard);
    }
  }

  private static ImportOutcome mission(
      StoreWriter store, SourceDocument source, Precedence precedence, Instant at) {
    MissionMapping mapping = new MissionMapping(MissionShape.of(source.kind(), source.values()));
    DocumentImport<MissionDocument> run = new DocumentImport<>(store, source, mapping, at);
    MissionDocument document = mapping.read(source.values(), run.notes);
    OptionalLong known = store.missions().id(document.uuid());
    if (known.isPresent()) {
      run.notes.clear();
      return run.into(known.getAsLong(), precedence);
    }
    return run.kept(mapping.create(store, document, at), Action.IMPORTED, true);
  }

  private ImportOutcome into(long missionId, Precedence precedence) {
    T document = mapping.read(source.values(), notes);
    KeptDocuments documents = new KeptDocuments(store);
    Optional<KeptDocument> kept = documents.find(missionId, source.kind());
    if (kept.isPresent()) {
      boolean same = kept.get().sha256().equals(source.sha256());
      return same && precedence == Precedence.NONE
          ? outcome(missionId, Action.UNCHANGED)
          : again(missionId, document, kept.get(), documents.text(kept.get()), precedence);
    }
    T stored = mapping.stored(store, missionId);
    T joined = precedence == Precedence.DOCUMENT ? document : mapping.joined(stored, document);
    mapping.replace(store, missionId, stored, joined, at);
    boolean metadata = holdsMetadata(joined, document);
    List<Difference> differences = differences(joined, document, metadata);
    if (!differences.isEmpty()) {
      notes.add("the store's values stay: " + named(differences));
    }
    boolean joins = source.kind().namesItsMission() || !differences.isEmpty();
    return kept(missionId, joins ? Action.JOINED : Action.IMPORTED, metadata);
  }

  /** A document that was imported before, and has changed since. */
  private ImportOutcome again(
      long missionId, T document, KeptDocument kept, String text, Precedence precedence) {
    T before = mapping.read(DocumentText.values(text), new ArrayList<>());
    T stored = mapping.stored(store, missionId);
    T comparable = mapping.comparable(stored, before, kept.metadata());
    boolean changed = !comparable.equals(before) && !comparable.equals(document);
    if (changed && precedence == Precedence.NONE) {
      throw DocumentException.whole(
          "Both the document and the mission in the store were changed since it was imported: "
              + named(
                  Changes.between(
                      mapping.canonical(comparable, before), mapping.canonical(before, before))),
          "a change on one side alone; export the mission and settle it by hand");
    }
    T now = mapping.comparable(document, stored, kept.metadata());
    mapping.replace(store, missionId, stored, now, at);
    return kept(missionId, Action.UPDATED, kept.metadata());
  }

  private boolean holdsMetadata(T joined, T document) {
    return !(joined instanceof MissionDocument one && document instanceof MissionDocument other)
        || MissionMapping.holds(one.metadata(), other.metadata());
  }

  private List<Difference> differences(T joined, T document, boolean metadata) {
    T comparable = mapping.comparable(joined, document, metadata);
    return Changes.between(
        mapping.canonical(comparable, document), mapping.canonical(document, document));
  }

  private ImportOutcome kept(long missionId, Action action, boolean metadata) {
    KeptDocuments.keep(store, missionId, source, metadata, at);
    return outcome(missionId, action);
  }

  private ImportOutcome outcome(long missionId, Action action) {
    String uuid =
        store
            .missions()
            .find(missionId)
            .orElseThrow(() -> new IllegalStateException("no mission: id=" + missionId))
            .uuid();
    return new ImportOutcome(
        source.file(), source.kind(), action, uuid, List.copyOf(notes), null, null);
  }

  private static String named(List<Difference> differences) {
    String paths =
        differences.stream()
            .limit(MAX_NAMED)
            .map(
                difference ->
                    difference.path()
                        + " (store "
                        + Field.cut(String.valueOf(difference.first()))
                        + ", document "
                        + Field.cut(String.valueOf(difference.second()))
                        + ")")
            .collect(Collectors.joining(", "));
    int more = differences.size() - MAX_NAMED;
    return more > 0 ? paths + " and " + more + " more" : paths;
  }
}
