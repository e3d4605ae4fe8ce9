package io.tachograph.recorder.redaction;

/**
 * A payment card's number: digits of the length that its network has, whose last is the check digit
 * of Luhn (ISO/IEC 7812), together or in the groups that are printed on cards.
 */
public final class CardNumber {
  private static final int MIN_DIGITS = 14;
  private static final int MAX_DIGITS = 19;
  private static final int GROUP = 4;
  private static final long MIN_NUMBER = 30_000_000_000_000L;

  private CardNumber() {}

  /** Whether a number is a card's. */
  public static boolean is(long number) {
    if (number < MIN_NUMBER) {
      return false;
    }
    int digits = 0;
    for (long rest = number; rest > 0; rest /= 10) {
      digits++;
    }
    return isCard(number, digits);
  }

  /** The card number that begins at {@code start}, where a word begins, or {@link Span#NONE}. */
  static long at(String text, int start) {
    char first = text.charAt(start);
    if (first < '2' || first > '6' || isFraction(text, start)) {
      return Span.NONE;
    }
    int end = Chars.DIGITS.end(text, start);
    int digits = end - start;
    if (digits >= MIN_DIGITS && digits <= MAX_DIGITS) {
      return endsThere(text, end) && isCard(value(text, start, end), digits)
          ? Span.of(start, end)
          : Span.NONE;
    }
    return digits == GROUP ? grouped(text, start) : Span.NONE;
  }

  /** In groups: 4-4-4-4, 4-6-5 or 4-6-4 digits, with the same separator between them. */
  private static long grouped(String text, int start) {
    int at = start + GROUP;
    if (at >= text.length() || (start > 0 && text.charAt(start - 1) == '-')) {
      return Span.NONE;
    }
    char separator = text.charAt(at);
    if (separator != ' ' && separator != '-') {
      return Span.NONE;
    }
    int digits = GROUP;
    int groups = 1;
    int second = 0;
    while (at < text.length() && text.charAt(at) == separator && digits < 16) {
      int end = Chars.DIGITS.end(text, at + 1);
      int length = end - at - 1;
      second = groups == 1 ? length : second;
      boolean fits = second == GROUP ? length == GROUP : second == 6 && length >= 4 && length <= 6;
      if (!fits) {
        break;
      }
      digits += length;
      at = end;
      groups++;
    }
    boolean shaped = second == GROUP ? groups == 4 : groups == 3;
    return shaped && endsThere(text, at) && isCard(value(text, start, at), digits)
        ? Span.of(start, at)
        : Span.NONE;
  }

  private static boolean isFraction(String text, int start) {
    return start > 1 && text.charAt(start - 1) == '.' && Chars.DIGITS.has(text.charAt(start - 2));
  }

  private static boolean endsThere(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    char c = text.charAt(end);
    boolean goesOn = Chars.WORD.has(c) || Character.isLetterOrDigit(c);
    boolean fraction =
        c == '.' && end + 1 < text.length() && Chars.DIGITS.has(text.charAt(end + 1));
    return !goesOn && !fraction;
  }

  /** Of at most 19 digits, the first 6 at most: a long holds it. */
  private static long value(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      value = Chars.DIGITS.has(c) ? value * 10 + (c - '0') : value;
    }
    return value;
  }

  private static boolean isCard(long number, int digits) {
    return hasNetwork(number, digits) && isChecked(number);
  }

  private static boolean hasNetwork(long number, int digits) {
    long four = number;
    for (int i = digits; i > GROUP; i--) {
      four /= 10;
    }
    int first = (int) four;
    int two = first / 100;
    return switch (digits) {
      case 14 -> two == 36 || two == 38 || two == 39 || (first >= 3000 && first <= 3059);
      case 15 -> two == 34 || two == 37;
      case 16 ->
          first / 1000 == 4
              || (two >= 51 && two <= 55)
              || (first >= 2221 && first <= 2720)
              || first == 6011
              || (first >= 6440 && first <= 6599)
              || (first >= 3528 && first <= 3589)
              || two == 62;
      case 17, 18, 19 -> two == 62;
      default -> false;
    };
  }

  /** Luhn's check. */
  private static boolean isChecked(long number) {
    int sum = 0;
    boolean doubled = false;
    for (long rest = number; rest > 0; rest /= 10) {
      int digit = (int) (rest % 10);
      int counted = doubled ? digit * 2 : digit;
      sum += counted > 9 ? counted - 9 : counted;
      doubled = !doubled;
    }
    return sum % 10 == 0;
  }
}
