package io.tachograph.store.legacy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a document is kept in two places. Immutable.
 *
 * @param file the document's file, absolute
 * @param missionUuid the mission it belongs to; null for the one that it names, or for a document
 *     that names none, for the one that an import would choose at first, and the same from then on
 * @param listener is told each divergence
 * @param clock says when it is
 */
public record DualWriteSettings(
    Path file,
    DocumentKind kind,
    @Nullable String missionUuid,
    ReadFrom readFrom,
    Consumer<Divergence> listener,
    Clock clock) {

  /** Which of the two is asked first. */
  public enum ReadFrom {
    /** The file; the store, where the file has nothing. */
    FILE,
    /** The store; the file, where the store has nothing. */
    STORE
  }

  /** Makes the file's path absolute. */
  public DualWriteSettings {
    file = file.toAbsolutePath().normalize();
  }

  /** Reading from the file, of a mission that the document names, with nobody listening. */
  public static DualWriteSettings of(Path file, DocumentKind kind) {
    return new DualWriteSettings(
        file, kind, null, ReadFrom.FILE, divergence -> {}, Clock.systemUTC());
  }

  /** The same of that mission. */
  public DualWriteSettings withMission(String uuid) {
    return new DualWriteSettings(file, kind, uuid, readFrom, listener, clock);
  }

  /** The same reading from there first. */
  public DualWriteSettings withReadFrom(ReadFrom first) {
    return new DualWriteSettings(file, kind, missionUuid, first, listener, clock);
  }

  /** The same with that listener. */
  public DualWriteSettings withListener(Consumer<Divergence> told) {
    return new DualWriteSettings(file, kind, missionUuid, readFrom, told, clock);
  }
}
