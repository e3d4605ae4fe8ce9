package io.tachograph.cli.export;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * W3C trace ids: those that a host's tracing gave, or such as are made of the ids that calls have
 * in the ledger, always the same for the same call.
 */
final class TraceIds {
  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  private TraceIds() {}

  static boolean isTrace(String text) {
    return TRACE.matcher(text).matches();
  }

  static boolean isSpan(String text) {
    return SPAN.matcher(text).matches();
  }

  /** The trace of calls that a call began which no other call contains. */
  static String traceOf(UUID outermost) {
    return hex(outermost.getMostSignificantBits()) + hex(outermost.getLeastSignificantBits());
  }

  /** The span of a call: the half of its id that is random. */
  static String spanOf(UUID call) {
    return hex(call.getLeastSignificantBits());
  }

  private static String hex(long bits) {
    return String.format("%016x", bits);
  }
}
