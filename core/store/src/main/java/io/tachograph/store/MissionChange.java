package io.tachograph.store;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What changes of a mission, and when. Immutable. */
public final class MissionChange extends MissionFields<MissionChange> {
  private final Instant updatedAt;

  private MissionChange(Instant updatedAt, SortedMap<String, @Nullable Object> columns) {
    super(columns);
    this.updatedAt = updatedAt;
  }

  /** A change of nothing yet but the time of the last change. */
  public static MissionChange at(Instant updatedAt) {
    SortedMap<String, @Nullable Object> columns = new TreeMap<>();
    columns.put("updated_at", updatedAt);
    return new MissionChange(updatedAt, columns);
  }

  /**
   * Its status; and {@code completed_at}, which becomes the time of the change for a mission that
   * is over and null for one that is not. Call {@link #completedAt} afterwards for another time. A
   * mission that is not over is not archived any more.
   */
  public MissionChange status(MissionStatus status) {
    MissionChange change = with("status", status.text());
    return status.isOver()
        ? change.completedAt(updatedAt)
        : change.completedAt(null).with("archived", false);
  }

  /** The phase it is in. */
  public MissionChange phase(MissionPhase phase) {
    return with("phase", phase.text());
  }

  /** When it was created. */
  public MissionChange createdAt(Instant createdAt) {
    return with("created_at", createdAt);
  }

  /** A time of the last change other than that of {@link #at}; null for none. */
  public MissionChange updatedAt(@Nullable Instant updatedAt) {
    return with("updated_at", updatedAt);
  }

  @Override
  MissionChange with(Map<String, @Nullable Object> set) {
    return new MissionChange(updatedAt, joined(columns(), set));
  }
}
