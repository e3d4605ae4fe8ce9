package io.tachograph.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes from the command line: {@code 500MiB}, {@code 10GiB}, {@code 10G}. */
final class SizeArgument implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(?:([KMGT])(?:IB)?)?");
  private static final String UNITS = "KMGT";
  private static final int BITS_A_UNIT = 10;

  /** For picocli. */
  SizeArgument() {}

  @Override
  public Long convert(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw refused(text);
    }
    String unit = matcher.group(2);
    int bits = unit == null ? 0 : (UNITS.indexOf(unit) + 1) * BITS_A_UNIT;
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << bits);
    } catch (ArithmeticException e) {
      throw refused(text);
    }
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException("'" + text + "' is no size such as 500MiB, 10GiB or 10G");
  }
}
