package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the entries themselves say of what is not in the ledger. For one thread. */
final class Notices {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Pattern UNRECORDED = Pattern.compile("\"unrecorded\":([0-9]{1,18})[,}]");

  private final KeyChain keys;
  private long gaps;
  private long unrecorded;
  private long instrumented;
  private long instrumentationFailed;

  /** Tells the keys that entries announce to {@code keys}. */
  Notices(KeyChain keys) {
    this.keys = keys;
  }

  /** The checked entry that stands at {@code entry}. */
  void take(byte[] buffer, int entry) {
    int typeLength = (short) SHORT.get(buffer, entry + EntryLayout.TYPE_LENGTH_OFFSET);
    switch (EntryKind.of(buffer, entry, typeLength)) {
      case GAP -> {
        gaps++;
        Matcher count = UNRECORDED.matcher(body(buffer, entry, typeLength));
        unrecorded += count.find() ? Long.parseLong(count.group(1)) : 0;
      }
      case INSTRUMENTATION_FAILED -> instrumentationFailed++;
      case INSTRUMENTED -> instrumented++;
      case KEY_ROTATED ->
          keys.rotate(Entry.seqAt(buffer, entry), Identity.vkey(body(buffer, entry, typeLength)));
      default -> {
        // Says nothing of that kind.
      }
    }
  }

  private static String body(byte[] buffer, int entry, int typeLength) {
    int length = (int) INT.get(buffer, entry + EntryLayout.BODY_LENGTH_OFFSET);
    return new String(
        buffer, entry + EntryLayout.TYPE_OFFSET + typeLength, length, StandardCharsets.UTF_8);
  }

  /** So many classes more were instrumented. */
  void instrumented(long classes) {
    instrumented += classes;
  }

  /** How many {@code gap} entries there are. */
  long gaps() {
    return gaps;
  }

  /** How many events they say were not recorded. */
  long unrecorded() {
    return unrecorded;
  }

  /** How many {@code instrumented} entries there are. */
  long instrumented() {
    return instrumented;
  }

  /** How many {@code instrumentation_failed} entries there are. */
  long instrumentationFailed() {
    return instrumentationFailed;
  }
}
