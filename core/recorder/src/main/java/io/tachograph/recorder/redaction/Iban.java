package io.tachograph.recorder.redaction;

/**
 * An international bank account number (ISO 13616): country, two check digits, and the account,
 * together or in groups of four; right by its length and by its remainder modulo 97.
 */
final class Iban {
  /** The countries, each with how long its numbers are. */
  private static final String LENGTHS =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18"
          + "FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21"
          + "LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31"
          + "SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

  private static final int GROUP = 4;
  private static final int MODULUS = 97;

  private Iban() {}

  /** Whether one may begin here: two capitals, two digits. Cheap. */
  static boolean mayBegin(String text, int start, int end) {
    return end - start >= GROUP
        && isCapital(text.charAt(start))
        && isCapital(text.charAt(start + 1))
        && Chars.DIGITS.has(text.charAt(start + 2))
        && Chars.DIGITS.has(text.charAt(start + 3));
  }

  /** The account number that begins at {@code start}, or {@link Span#NONE}. */
  static long at(String text, int start) {
    int length = length(text.charAt(start), text.charAt(start + 1));
    int end = start;
    int kept = 0;
    int rest = 0;
    while (kept < length && end < text.length()) {
      char c = text.charAt(end);
      if (c == ' ' && kept % GROUP == 0 && kept > 0) {
        end++;
        continue;
      }
      if (!Chars.UPPER.has(c)) {
        return Span.NONE;
      }
      // The first four characters count last.
      rest = kept < GROUP ? rest : appended(rest, c);
      kept++;
      end++;
    }
    for (int i = start; i < start + GROUP && kept == length; i++) {
      rest = appended(rest, text.charAt(i));
    }
    boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    return length > 0 && kept == length && ends && rest == 1 ? Span.of(start, end) : Span.NONE;
  }

  private static int appended(int rest, char c) {
    return isCapital(c) ? (rest * 100 + c - 'A' + 10) % MODULUS : (rest * 10 + c - '0') % MODULUS;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** How long the numbers of a country are, 0 where it has none. */
  private static int length(char first, char second) {
    for (int i = 0; i < LENGTHS.length(); i += GROUP) {
      if (LENGTHS.charAt(i) == first && LENGTHS.charAt(i + 1) == second) {
        return (LENGTHS.charAt(i + 2) - '0') * 10 + LENGTHS.charAt(i + 3) - '0';
      }
    }
    return 0;
  }
}
