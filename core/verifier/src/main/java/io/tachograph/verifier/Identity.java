package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.VerifierKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a ledger says it is, in its first entry.
 *
 * @param ledgerId its id, or null
 * @param origin its name in checkpoints, or null
 * @param genesis the key of its first epoch, or null if it names none
 */
record Identity(@Nullable String ledgerId, @Nullable String origin, @Nullable VerifierKey genesis) {
  static final String LEDGER_CREATED = "ledger_created";
  static final Identity UNKNOWN = new Identity(null, null, null);

  private static final Pattern LEDGER_ID = Pattern.compile("\"ledger_id\":\"([^\"]{1,100})\"");
  private static final Pattern ORIGIN = Pattern.compile("\"origin\":\"([^\"\\\\]{1,300})\"");
  private static final Pattern VKEY = Pattern.compile("\"vkey\":\"([^\"\\\\]{1,1024})\"");

  /** What an entry's body says. */
  static Identity of(Entry entry) {
    String body = entry.bodyText();
    return new Identity(group(LEDGER_ID, body), group(ORIGIN, body), key(vkey(body)));
  }

  /** The key that a body names, as text, or null. */
  static @Nullable String vkey(String body) {
    return group(VKEY, body);
  }

  private static @Nullable String group(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable VerifierKey key(@Nullable String text) {
    try {
      return text == null ? null : VerifierKey.parse(text);
    } catch (MalformedNoteException e) {
      // As good as none: no checkpoint verifies.
      return null;
    }
  }
}
