package io.tachograph.store.oldledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Values as Python's {@code json.dumps} writes them unless told otherwise: in ASCII, and numbers as
 * {@code repr} gives them. Pure functions.
 */
final class PythonJson {
  /** No double needs more digits to be told from all others. */
  private static final int MAX_DIGITS = 17;

  /** {@code repr} writes an exponent where the decimal point would stand outside of this. */
  private static final int MIN_POINT = -3;

  private static final int MAX_POINT = 16;

  private PythonJson() {}

  /**
   * Appends a value.
   *
   * @param value null, text, or a number as SQLite has them: {@link Long} or {@link Double}
   * @throws IllegalArgumentException if it is anything else
   */
  static void append(StringBuilder out, @Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof String text) {
      quoted(out, text);
    } else if (value instanceof Double number) {
      out.append(number(number));
    } else if (value instanceof Long number) {
      out.append(number.longValue());
    } else {
      throw new IllegalArgumentException("json.dumps cannot write this: " + value.getClass());
    }
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            // A character outside of the BMP is two chars here, and two escapes there.
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      // These three are spelled alike in Java and in Python's JSON.
      return Double.toString(value);
    }
    String sign = 1 / value < 0 || value < 0 ? "-" : "";
    return sign + (value == 0 ? "0.0" : repr(Math.abs(value)));
  }

  private static String repr(double value) {
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    if (point < MIN_POINT || point > MAX_POINT) {
      int exponent = point - 1;
      return digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + (exponent < 0 ? "e-" : "e+")
          + (Math.abs(exponent) < 10 ? "0" : "")
          + Math.abs(exponent);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return point >= digits.length()
        ? digits + "0".repeat(point - digits.length()) + ".0"
        : digits.substring(0, point) + "." + digits.substring(point);
  }

  /**
   * The decimal with the fewest digits that is read as this double, and of those the nearest. Not
   * what {@link Double#toString} gives: before JDK 19 that has a digit too many now and then.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean belowReads = below.doubleValue() == value;
      boolean aboveReads = above.doubleValue() == value;
      if (belowReads && aboveReads) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      } else if (belowReads || aboveReads) {
        return belowReads ? below : above;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }
}
