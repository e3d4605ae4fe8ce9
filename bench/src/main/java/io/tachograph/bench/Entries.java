package io.tachograph.bench;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import java.nio.charset.StandardCharsets;

/** What all benchmarks of appends write: an entry with a body of 300 bytes. */
final class Entries {
  static final int BODY_BYTES = 300;
  static final EventType TYPE = EventType.of("task_start");

  private Entries() {}

  /** A JSON object of {@link #BODY_BYTES}. */
  static byte[] body() {
    String start = "{\"data\":{\"text\":\"";
    String end = "\"}}";
    return (start + "x".repeat(BODY_BYTES - start.length() - end.length()) + end)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The excerpt that the ledger makes of it, with its hash missing: 32 zeros, then the entry. */
  static byte[] excerpt() {
    byte[] body = body();
    byte[] excerpt = new byte[Hash.LENGTH + EntryLayout.TYPE_OFFSET + TYPE.length() + body.length];
    Entry.encode(
        excerpt, Hash.LENGTH, 1, 1, new byte[Hash.LENGTH], 1, 2, TYPE, body, 0, body.length);
    return excerpt;
  }
}
