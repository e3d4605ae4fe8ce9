package io.tachograph.cli.report;

import io.tachograph.cli.words.Amounts;
import io.tachograph.store.index.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Draws over time, as SVG that stands in the page. */
final class Charts {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 180;
  private static final int LEFT = 70;
  private static final int BOTTOM = 24;
  private static final int TOP = 8;
  private static final int STRIP_HEIGHT = 34;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Charts() {}

  /** Calls that ended, and above them in another colour those that failed. */
  static String calls(TimeSlots slots) {
    long most = slots.slots().stream().mapToLong(Tally::ended).max().orElse(0);
    StringBuilder svg = begin("Calls over time", Amounts.count(most), slots);
    double width = barWidth(slots);
    for (int i = 0; i < slots.slots().size() && most > 0; i++) {
      Tally slot = slots.slots().get(i);
      double x = LEFT + i * width;
      double all = plotHeight() * (double) slot.ended() / most;
      double failed = plotHeight() * (double) slot.failed() / most;
      bar(svg, "calls", x, width, bottom() - all, all - failed);
      bar(svg, "failed", x, width, bottom() - failed, failed);
    }
    return svg.append("</svg>\n").toString();
  }

  /** How long half of the calls took, and how long 95 of a hundred did. */
  static String latency(TimeSlots slots) {
    long most = slots.slots().stream().mapToLong(slot -> slot.nanosAt(95)).max().orElse(0);
    StringBuilder svg = begin("Latency over time", Amounts.duration(most), slots);
    line(svg, "p95", slots, most, slot -> slot.nanosAt(95));
    line(svg, "p50", slots, most, slot -> slot.nanosAt(50));
    return svg.append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder svg, String style, TimeSlots slots, long most, ToLongFunction<Tally> value) {
    StringBuilder points = new StringBuilder();
    double width = barWidth(slots);
    for (int i = 0; i < slots.slots().size() && most > 0; i++) {
      Tally slot = slots.slots().get(i);
      if (slot.ended() > 0) {
        double y = bottom() - plotHeight() * (double) value.applyAsLong(slot) / most;
        points.append(number(LEFT + (i + 0.5) * width)).append(',').append(number(y)).append(' ');
      }
    }
    svg.append("<polyline class=\"" + style + "\" points=\"" + points + "\"/>\n");
  }

  /** When a process recorded, and when none did. */
  static String coverage(List<ProcessRun> runs, Instant first, Instant last) {
    long span = Math.max(1, last.toEpochMilli() - first.toEpochMilli());
    StringBuilder svg = new StringBuilder();
    svg.append(head("Coverage in time", STRIP_HEIGHT + BOTTOM));
    svg.append(rect("down", LEFT, TOP, WIDTH - LEFT, STRIP_HEIGHT - TOP));
    for (ProcessRun run : runs) {
      double from = position(run.opened(), first, span);
      double to = position(run.last(), first, span);
      svg.append(
          rect(
              run.isClosed() ? "up" : "up open",
              from,
              TOP,
              Math.max(1, to - from),
              STRIP_HEIGHT - TOP));
    }
    axis(svg, STRIP_HEIGHT, Amounts.time(first), Amounts.time(last));
    return svg.append("</svg>\n").toString();
  }

  private static double position(Instant time, Instant first, long spanMillis) {
    return LEFT
        + (double) (WIDTH - LEFT) * (time.toEpochMilli() - first.toEpochMilli()) / spanMillis;
  }

  private static StringBuilder begin(String title, String top, TimeSlots slots) {
    StringBuilder svg = new StringBuilder(head(title, HEIGHT));
    svg.append(
        "<text class=\"axis end\" x=\"%d\" y=\"%d\">%s</text>"
            .formatted(LEFT - 6, TOP + 10, Html.escaped(top)));
    svg.append("<text class=\"axis end\" x=\"%d\" y=\"%d\">0</text>".formatted(LEFT - 6, bottom()));
    long end = slots.startNanos() + slots.slots().size() * slots.widthNanos();
    axis(svg, bottom(), time(slots.startNanos()), time(end));
    return svg;
  }

  private static String time(long epochNanos) {
    return Amounts.time(Instant.ofEpochMilli(epochNanos / NANOS_PER_MILLI));
  }

  private static void axis(StringBuilder svg, int y, String from, String to) {
    svg.append(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
            .formatted(LEFT, y, WIDTH, y));
    svg.append("<text class=\"axis\" x=\"%d\" y=\"%d\">%s</text>".formatted(LEFT, y + 16, from));
    svg.append(
        "<text class=\"axis end\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(WIDTH, y + 16, to));
  }

  private static String head(String title, int height) {
    return "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">\n<title>%s</title>\n"
        .formatted(title, WIDTH, height, title);
  }

  private static void bar(
      StringBuilder svg, String style, double x, double width, double y, double height) {
    if (height > 0) {
      svg.append(rect(style, x, y, Math.max(1, width - 1), height));
    }
  }

  private static String rect(String style, double x, double y, double width, double height) {
    return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
        .formatted(style, number(x), number(y), number(width), number(height));
  }

  private static double barWidth(TimeSlots slots) {
    return (double) (WIDTH - LEFT) / Math.max(1, slots.slots().size());
  }

  private static int bottom() {
    return HEIGHT - BOTTOM;
  }

  private static int plotHeight() {
    return HEIGHT - BOTTOM - TOP;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
