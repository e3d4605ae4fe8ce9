package io.tachograph.ledger;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger is opened.
 *
 * @param origin the ledger's name in checkpoints if it is made now, or null for {@code
 *     tachograph/<id>}; visible ASCII without quotes, backslash and plus
 * @param process what the opening and closing entries say
 * @param clock the wall clock
 * @param ids makes the ledger's id if it is made now, and the ids of its own entries
 * @param sealing how it is sealed with checkpoints, or null if it is not; a ledger that was made
 *     without is never sealed
 */
public record LedgerSettings(
    @Nullable String origin,
    ProcessDetails process,
    EpochClock clock,
    Supplier<UUID> ids,
    @Nullable Sealing sealing) {
  /** Checks the origin. */
  public LedgerSettings {
    Objects.requireNonNull(process);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(ids);
    if (origin != null && !origin.chars().allMatch(LedgerSettings::isOriginCharacter)) {
      throw new IllegalArgumentException(
          "an origin is visible ASCII without quotes, backslash and plus: origin=" + origin);
    }
  }

  /** The system's clock, random ids, the process's number as details; not sealed. */
  public static LedgerSettings defaults() {
    EpochClock clock = EpochClock.SYSTEM;
    return new LedgerSettings(null, ProcessDetails.PID, clock, new TimeOrderedIds(clock), null);
  }

  /** The same with other details of the process. */
  public LedgerSettings withProcess(ProcessDetails details) {
    return new LedgerSettings(origin, details, clock, ids, sealing);
  }

  /** The same with another clock, for the entries and their ids. */
  public LedgerSettings withClock(EpochClock other) {
    return new LedgerSettings(origin, process, other, new TimeOrderedIds(other), sealing);
  }

  /** The same, sealed. */
  public LedgerSettings withSealing(Sealing how) {
    return new LedgerSettings(origin, process, clock, ids, how);
  }

  private static boolean isOriginCharacter(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '+';
  }
}
