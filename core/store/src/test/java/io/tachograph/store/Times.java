package io.tachograph.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Fixed times for tests. */
final class Times {
  static final Instant T0 = Instant.parse("2025-11-20T10:00:00Z");
  static final Clock AT_T0 = Clock.fixed(T0, ZoneOffset.UTC);

  private Times() {}

  static Instant after(long seconds) {
    return T0.plusSeconds(seconds);
  }
}
