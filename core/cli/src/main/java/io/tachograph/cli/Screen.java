package io.tachograph.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * How output looks to who reads it: whether it is coloured, how wide it may be, and in which zone
 * times are written. Plain and of any width where it goes into a file or a pipe. As a mixin it has
 * the options that all commands share which print times.
 */
final class Screen {
  /** Where nothing says how wide a terminal is. */
  private static final int USUAL_WIDTH = 120;

  private static final int NARROWEST = 40;
  private static final int PIPE_WIDTH = 160;
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,3})");
  private static final String ESCAPE = "\u001b[";
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS")
          .appendOffsetId()
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  /** What a part of a line is, which colours say. */
  enum Tone {
    GOOD("32"),
    BAD("31"),
    QUIET("2"),
    NAME("1"),
    EVENT("36");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** When to colour. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(names = "--utc", description = "Times in UTC, not in this machine's time zone.")
  private boolean utc;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "auto (on a terminal, unless NO_COLOR is set), always or never (default: auto).")
  private Colour colour = Colour.AUTO;

  /** Whether that comes to colours; null until it was asked for. */
  private @Nullable Boolean coloured;

  /** For picocli, and for output that is never coloured. */
  Screen() {}

  /** The zone in which times are read and written. */
  ZoneId zone() {
    return utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }

  /** A time in full, with its offset. */
  String time(Instant time) {
    return TIME.format(time.atZone(zone()));
  }

  /** A time of a day that is said elsewhere. */
  String timeOfDay(Instant time) {
    return TIME_OF_DAY.format(time.atZone(zone()));
  }

  /** The text in that colour, or as it is. It must hold nothing that a terminal obeys. */
  String in(Tone tone, String text) {
    Boolean known = coloured;
    boolean colours = known == null ? isColoured() : known;
    coloured = colours;
    return colours ? ESCAPE + tone.code + "m" + text + ESCAPE + "0m" : text;
  }

  private boolean isColoured() {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> Ansi.AUTO.enabled() && isTerminal(System.console());
    };
  }

  /** How many characters a line may have that is cut to fit: as COLUMNS says, or the terminal. */
  int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{0,3}")) {
      return Math.max(NARROWEST, Integer.parseInt(columns));
    }
    return isTerminal(System.console()) ? Math.max(NARROWEST, terminalColumns()) : PIPE_WIDTH;
  }

  private static int terminalColumns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher matcher = SIZE.matcher(size.strip());
      return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }

  /** From JDK 22 on there may be a console that is none, and a method that says so. */
  static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
