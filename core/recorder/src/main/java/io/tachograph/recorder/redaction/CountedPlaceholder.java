package io.tachograph.recorder.redaction;

import java.util.concurrent.atomic.LongAdder;

/** A placeholder that counts how often it stood for something. Thread-safe. */
public final class CountedPlaceholder implements Placeholder {
  private final Placeholder placeholder;
  private final LongAdder count = new LongAdder();

  /** Counts this one. */
  public CountedPlaceholder(Placeholder placeholder) {
    this.placeholder = placeholder;
  }

  @Override
  public boolean tellsApart() {
    return placeholder.tellsApart();
  }

  @Override
  public String of(String secret) {
    count.increment();
    return placeholder.of(secret);
  }

  /** {@link #PLAIN}, for what was not read. */
  public String ofUnread() {
    count.increment();
    return PLAIN;
  }

  /** How often. */
  public long count() {
    return count.sum();
  }

  /** What was counted so far does not count. */
  public void reset() {
    count.reset();
  }
}
