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
 * @param roll how long a roll file is written to if the ledger is made now
 * @param durability what an append has survived when it returns
 */
public record LedgerSettings(
    @Nullable String origin,
    ProcessDetails process,
    EpochClock clock,
    Supplier<UUID> ids,
    @Nullable Sealing sealing,
    RollInterval roll,
    Durability durability) {
  /** Checks the origin. */
  public LedgerSettings {
    Objects.requireNonNull(roll);
    Objects.requireNonNull(durability);
    Objects.requireNonNull(process);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(ids);
    if (origin != null && !origin.chars().allMatch(LedgerSettings::isOriginCharacter)) {
      throw new IllegalArgumentException(
          "an origin is visible ASCII without quotes, backslash and plus: origin=" + origin);
    }
  }

  /** The system's clock, random ids, the process's number as details, daily files; not sealed. */
  public static LedgerSettings defaults() {
    EpochClock clock = EpochClock.SYSTEM;
    return new LedgerSettings(
        null,
        ProcessDetails.PID,
        clock,
        new TimeOrderedIds(clock),
        null,
        RollInterval.DAILY,
        Durability.PROCESS);
  }

  /** The same with a name of its own if the ledger is made now. */
  public LedgerSettings withOrigin(String name) {
    return new LedgerSettings(name, process, clock, ids, sealing, roll, durability);
  }

  /** The same with other details of the process. */
  public LedgerSettings withProcess(ProcessDetails details) {
    return new LedgerSettings(origin, details, clock, ids, sealing, roll, durability);
  }

  /** The same with another clock, for the entries and their ids. */
  public LedgerSettings withClock(EpochClock other) {
    return new LedgerSettings(
        origin, process, other, new TimeOrderedIds(other), sealing, roll, durability);
  }

  /** The same, sealed. */
  public LedgerSettings withSealing(Sealing how) {
    return new LedgerSettings(origin, process, clock, ids, how, roll, durability);
  }

  /** The same with roll files of that length. */
  public LedgerSettings withRoll(RollInterval interval) {
    return new LedgerSettings(origin, process, clock, ids, sealing, interval, durability);
  }

  /** The same with another durability. */
  public LedgerSettings withDurability(Durability what) {
    return new LedgerSettings(origin, process, clock, ids, sealing, roll, what);
  }

  private static boolean isOriginCharacter(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '+';
  }
}
