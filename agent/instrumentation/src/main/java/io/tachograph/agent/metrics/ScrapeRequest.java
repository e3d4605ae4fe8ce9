package io.tachograph.agent.metrics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an HTTP request matters here.
 *
 * @param method such as {@code GET}
 * @param path without what stands behind a question mark
 * @param accept the formats that are wanted, or null if it does not say
 */
record ScrapeRequest(String method, String path, @Nullable String accept) {
  /** Prometheus sends less than 500. */
  private static final int MAX_HEAD_BYTES = 1 << 13;

  private static final String HEAD_END = "\r\n\r\n";
  private static final String ACCEPT = "accept:";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Z]+) ([^ ?]+)(?:\\?[^ ]*)? HTTP/1\\.[0-9]");

  /** A request that is none, or is too long. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads one up to the end of its head; a body would be of no use.
   *
   * @param untilNanos when it must have come, by {@link System#nanoTime}
   * @throws IOException if it has not, or the client is gone
   */
  static ScrapeRequest read(InputStream in, long untilNanos) throws IOException, Malformed {
    StringBuilder head = new StringBuilder();
    byte[] piece = new byte[1024];
    while (head.indexOf(HEAD_END) < 0) {
      int read = in.read(piece);
      if (read < 0 || System.nanoTime() > untilNanos) {
        throw new EOFException("the request did not come to its end");
      }
      head.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
      if (head.length() > MAX_HEAD_BYTES) {
        throw new Malformed("the head is longer than " + MAX_HEAD_BYTES + " bytes");
      }
    }
    return of(head.substring(0, head.indexOf(HEAD_END)).lines().toList());
  }

  private static ScrapeRequest of(List<String> lines) throws Malformed {
    Matcher first = REQUEST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!first.matches()) {
      throw new Malformed("the first line is no request line of HTTP/1");
    }
    String accept = null;
    for (String line : lines) {
      if (line.regionMatches(true, 0, ACCEPT, 0, ACCEPT.length())) {
        String formats = line.substring(ACCEPT.length()).strip();
        accept = accept == null ? formats : accept + "," + formats;
      }
    }
    return new ScrapeRequest(first.group(1), first.group(2), accept);
  }
}
