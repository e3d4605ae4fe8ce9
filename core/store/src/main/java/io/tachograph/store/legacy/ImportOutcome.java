package io.tachograph.store.legacy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param kind null where it was not found out
 * @param missionUuid the mission it belongs to, or null where it was refused
 * @param notes what the user should know, in words; also of a document that was taken
 * @param original the file's new name, or null where it has its old one
 * @param error why it was refused, or why the file could not be given its new name; else null
 */
public record ImportOutcome(
    Path file,
    @Nullable DocumentKind kind,
    Action action,
    @Nullable String missionUuid,
    List<String> notes,
    @Nullable Path original,
    @Nullable String error) {

  /** What was done with a document. */
  public enum Action {
    /** Its mission was created, or got what it had nothing of. */
    IMPORTED,
    /** The store knew its mission from elsewhere; what that lacked was added. */
    JOINED,
    /** An earlier version of it had been imported; its changes were taken over. */
    UPDATED,
    /** It had been imported before: the store was left as it is. */
    UNCHANGED,
    /** It was not taken, and nothing was changed for it. */
    REFUSED
  }

  /** Whether all that was asked for was done. */
  public boolean isDone() {
    return error == null;
  }

  ImportOutcome renamed(Path newName) {
    return new ImportOutcome(file, kind, action, missionUuid, notes, newName, error);
  }

  ImportOutcome failed(String why) {
    return new ImportOutcome(file, kind, action, missionUuid, notes, original, why);
  }

  static ImportOutcome refused(Path file, @Nullable DocumentKind kind, String why) {
    return new ImportOutcome(file, kind, Action.REFUSED, null, List.of(), null, why);
  }
}
