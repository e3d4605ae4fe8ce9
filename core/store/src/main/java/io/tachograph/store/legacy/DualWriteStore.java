package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.DurableFile;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.StoreWriter;
import io.tachograph.store.legacy.Changes.Difference;
import io.tachograph.store.legacy.DocumentImport.Precedence;
import io.tachograph.store.legacy.DualWriteSettings.ReadFrom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One document in two places, for those who move slowly: its JSON file, which stays primary, and
 * the store as its shadow. What is saved goes to both, the file first; what is loaded comes from
 * either, with the other to fall back on. Whatever they disagree in is told to a listener and kept
 * for {@link #divergences}.
 *
 * <p>The shadow never fails the caller: what goes wrong with it is counted and is a divergence.
 *
 * <p>Thread-safe. Several processes may have the same file: each sees whole documents, and the last
 * that saves wins. The listener is called by the thread that found the divergence, with no lock
 * held; what it throws is counted and otherwise ignored.
 */
public final class DualWriteStore {
  /** How many divergences are kept, the last ones. */
  public static final int MAX_DIVERGENCES = 1_000;

  private final DualWriteSettings settings;
  private final SqliteStore store;
  private final ShadowDocument shadow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Divergence> divergences = new ArrayDeque<>();
  private long divergenceCount;
  private long shadowFailures;
  private long listenerFailures;

  /**
   * A document in two places.
   *
   * @param store the shadow; it stays the caller's to close
   */
  public DualWriteStore(DualWriteSettings settings, SqliteStore store) {
    this.settings = settings;
    this.store = store;
    this.shadow = new ShadowDocument(settings);
  }

  /**
   * The document. Both places are read, and held against each other.
   *
   * @throws DocumentException if neither of them has one that can be read
   */
  public ObjectNode load() {
    return reporting(
        found -> {
          InFile inFile = readFile();
          Optional<ObjectNode> inStore = readStore(inFile, found);
          SourceDocument source = inFile.source();
          boolean storeFirst = settings.readFrom() == ReadFrom.STORE;
          if (source != null && !(storeFirst && inStore.isPresent())) {
            return source.values();
          }
          return inStore.orElseThrow(inFile::failure);
        });
  }

  /**
   * Saves the document: the file is replaced at once and as a whole, then the store is brought to
   * say the same. What somebody changed in the store since the last time is reported, and
   * overwritten.
   *
   * @throws DocumentException if it is none of its kind that the store could hold; nothing changed
   * @throws StoreException with category IO, if the file cannot be written; nothing changed
   */
  public void save(ObjectNode document) {
    String text = DocumentText.print(document);
    SourceDocument source =
        SourceDocument.of(settings.file(), settings.kind(), text, DocumentText.values(text));
    shadow.check(source);
    this.<Boolean>reporting(
        found -> {
          SourceDocument before = readFile().source();
          DurableFile.write(settings.file(), text.getBytes(StandardCharsets.UTF_8));
          return shadowed(found, writer -> saveShadow(writer, source, before, found)).isPresent();
        });
  }

  private ImportOutcome saveShadow(
      StoreWriter writer,
      SourceDocument source,
      @Nullable SourceDocument before,
      List<Divergence> found) {
    if (before != null) {
      shadow.read(writer, before).ifPresent(stored -> compare(before, stored, found));
    }
    return DocumentImport.run(
        writer,
        source,
        shadow.missionUuid(writer, source),
        Precedence.DOCUMENT,
        settings.clock().instant());
  }

  /**
   * Holds the file against the store.
   *
   * @return what they disagree in now, which is reported too
   */
  public List<Divergence> compare() {
    return reporting(
        found -> {
          readStore(readFile(), found);
          return List.copyOf(found);
        });
  }

  /** The last divergences since this was made, at most {@link #MAX_DIVERGENCES}, oldest first. */
  public List<Divergence> divergences() {
    return locked(() -> List.copyOf(divergences));
  }

  /** How many divergences there were since this was made. */
  public long divergenceCount() {
    return locked(() -> divergenceCount);
  }

  /** How often the store could not be written or read since this was made. */
  public long shadowFailures() {
    return locked(() -> shadowFailures);
  }

  /** How often the listener threw. */
  public long listenerFailures() {
    return locked(() -> listenerFailures);
  }

  /** Work that finds divergences; under the lock. */
  private interface Work<T> {
    T run(List<Divergence> found);
  }

  /** Work in the store, which may fail. */
  private interface ShadowWork<T> {
    T run(StoreWriter writer);
  }

  /**
   * What the file has.
   *
   * @param error why it has nothing, or null
   */
  private record InFile(@Nullable SourceDocument source, @Nullable DocumentException error) {
    DocumentException failure() {
      return error == null ? DocumentException.whole("The file has no document", "one") : error;
    }
  }

  private <T> T reporting(Work<T> work) {
    List<Divergence> found = new ArrayList<>();
    try {
      return locked(
          () -> {
            try {
              return work.run(found);
            } finally {
              found.forEach(this::keep);
            }
          });
    } finally {
      found.forEach(this::tell);
    }
  }

  private void keep(Divergence divergence) {
    divergenceCount++;
    divergences.addLast(divergence);
    if (divergences.size() > MAX_DIVERGENCES) {
      divergences.removeFirst();
    }
  }

  private void tell(Divergence divergence) {
    try {
      settings.listener().accept(divergence);
    } catch (RuntimeException e) {
      // It is the caller's own, and must not keep the document from being saved.
      locked(() -> ++listenerFailures);
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private InFile readFile() {
    Path file = settings.file();
    Path parent = file.getParent();
    try {
      SourceDocument source =
          SourceDocument.read(file, parent == null ? file : parent, settings.kind());
      shadow.check(source);
      return new InFile(source, null);
    } catch (DocumentException e) {
      return new InFile(null, e.in(file));
    }
  }

  /** What the store has; how it differs from the file is found. */
  private Optional<ObjectNode> readStore(InFile inFile, List<Divergence> found) {
    SourceDocument source = inFile.source();
    int before = found.size();
    Optional<ObjectNode> inStore =
        shadowed(found, writer -> shadow.read(writer, source)).flatMap(read -> read);
    if (source != null && inStore.isPresent()) {
      compare(source, inStore.get(), found);
    } else if (source != null && found.size() == before) {
      found.add(divergence(Divergence.Kind.STORE_LACKS, "the store does not have the document"));
    } else if (inStore.isPresent()) {
      found.add(divergence(Divergence.Kind.FILE_LACKS, words(inFile.failure())));
    }
    return inStore;
  }

  /** Runs work in the store; what goes wrong is counted and found. */
  private <T> Optional<T> shadowed(List<Divergence> found, ShadowWork<T> work) {
    try {
      return Optional.of(store.write(work::run));
    } catch (RuntimeException e) {
      shadowFailures++;
      found.add(divergence(Divergence.Kind.SHADOW_FAILED, words(e)));
      return Optional.empty();
    }
  }

  private void compare(SourceDocument source, ObjectNode stored, List<Divergence> found) {
    for (Difference difference : ShadowDocument.differences(source, stored)) {
      found.add(
          new Divergence(
              settings.clock().instant(),
              settings.file(),
              Divergence.Kind.VALUE,
              difference.path(),
              difference.first(),
              difference.second(),
              "the file and the store say different things"));
    }
  }

  private Divergence divergence(Divergence.Kind kind, String detail) {
    return new Divergence(
        settings.clock().instant(), settings.file(), kind, "$", null, null, detail);
  }

  private static String words(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
