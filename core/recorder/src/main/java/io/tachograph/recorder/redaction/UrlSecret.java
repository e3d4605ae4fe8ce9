package io.tachograph.recorder.redaction;

/**
 * Secrets that stand in URLs without a name: the password before the host, and the path of an
 * incoming webhook, which whoever knows it may post to.
 */
final class UrlSecret {
  private static final int MAX_AUTHORITY_CHARS = 512;
  private static final String AUTHORITY_END = "/?#\"'<>\\ \t\r\n";
  private static final String[] WEBHOOKS = {
    "hooks.slack.com/services",
    "hooks.slack.com/workflows",
    "discord.com/api/webhooks",
    "discordapp.com/api/webhooks"
  };

  private UrlSecret() {}

  /** The password of a URL whose {@code ://} is at {@code colon}, or {@link Span#NONE}. */
  static long password(String text, int colon) {
    int first = colon + 3;
    int password = -1;
    int at = -1;
    for (int i = first; i < text.length() && i < first + MAX_AUTHORITY_CHARS; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        at = i;
      } else if (c == ':' && password < 0) {
        password = i + 1;
      } else if (AUTHORITY_END.indexOf(c) >= 0) {
        break;
      }
    }
    return password > 0 && at > password ? Span.of(password, at) : Span.NONE;
  }

  /** The secret path behind the slash at {@code slash}, or {@link Span#NONE}. */
  static long webhook(String text, int slash) {
    if (slash == 0 || text.charAt(slash - 1) != 's') {
      return Span.NONE;
    }
    for (String webhook : WEBHOOKS) {
      int start = slash - webhook.length();
      if (start >= 0 && text.startsWith(webhook, start)) {
        int end = slash + 1;
        while (end < text.length()
            && (text.charAt(end) == '/' || Chars.WORD.has(text.charAt(end)))) {
          end++;
        }
        return end > slash + 1 ? Span.of(slash + 1, end) : Span.NONE;
      }
    }
    return Span.NONE;
  }
}
