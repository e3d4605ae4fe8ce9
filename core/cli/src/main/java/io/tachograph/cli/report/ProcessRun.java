package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One process that wrote the ledger: from its {@code ledger_opened} to its last entry. */
public final class ProcessRun {
  private final Instant opened;
  private final JsonNode process;
  private Instant last;
  private @Nullable Instant closed;
  private long entries;

  ProcessRun(Instant opened, JsonNode process) {
    this.opened = opened;
    this.process = process;
    this.last = opened;
  }

  void entry(Instant time, boolean closes) {
    entries++;
    last = time;
    closed = closes ? time : closed;
  }

  /** When it began. */
  public Instant opened() {
    return opened;
  }

  /** What its {@code ledger_opened} says of it. */
  public JsonNode process() {
    return process;
  }

  /** The time of its last entry. */
  public Instant last() {
    return last;
  }

  /** Whether it ended by itself, not by a crash, and does not run now. */
  public boolean isClosed() {
    return closed != null;
  }

  /** How many entries it wrote. */
  public long entries() {
    return entries;
  }
}
