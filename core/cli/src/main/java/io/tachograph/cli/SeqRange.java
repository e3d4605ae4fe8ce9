package io.tachograph.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A range of entries, both ends included: {@code 10..20}, {@code 10..}, {@code ..20}, {@code 10}.
 *
 * @param first the first seq
 * @param last the last seq
 */
record SeqRange(long first, long last) {
  static final SeqRange ALL = new SeqRange(0, Long.MAX_VALUE);

  /** Reads one from the command line. */
  static final class Converter implements ITypeConverter<SeqRange> {
    private static final Pattern RANGE =
        Pattern.compile("(\\d{0,18})\\.\\.(\\d{0,18})|(\\d{1,18})");

    /** For picocli. */
    Converter() {}

    @Override
    public SeqRange convert(String text) {
      Matcher matcher = RANGE.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is not A..B, A.., ..B or A");
      }
      String single = matcher.group(3);
      return single != null
          ? new SeqRange(Long.parseLong(single), Long.parseLong(single))
          : new SeqRange(number(matcher.group(1), 0), number(matcher.group(2), Long.MAX_VALUE));
    }

    private static long number(String digits, long otherwise) {
      return digits.isEmpty() ? otherwise : Long.parseLong(digits);
    }
  }
}
