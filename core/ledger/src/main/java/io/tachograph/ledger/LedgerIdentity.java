package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a ledger is: what its first entry says.
 *
 * @param id the ledger's id
 * @param origin its name in checkpoints
 * @param genesis the key of its first epoch, or null for a ledger that is never sealed
 */
record LedgerIdentity(UUID id, String origin, @Nullable VerifierKey genesis) {
  private static final Pattern BODY =
      Pattern.compile(
          "\\{\"data\":\\{\"ledger_id\":\"([0-9a-f-]{36})\",\"origin\":\"([^\"\\\\]+)\"[,}].*");
  private static final Pattern VKEY = Pattern.compile("\"vkey\":\"([^\"\\\\]+)\"");

  static LedgerIdentity create(LedgerSettings settings) {
    UUID id = settings.ids().get();
    String configured = settings.origin();
    return new LedgerIdentity(id, configured == null ? "tachograph/" + id : configured, null);
  }

  /** The same with the key of its first epoch. */
  LedgerIdentity withGenesis(VerifierKey key) {
    return new LedgerIdentity(id, origin, key);
  }

  byte[] body(Instant createdAt) {
    String json =
        "{\"data\":{\"ledger_id\":\""
            + id
            + "\",\"origin\":\""
            + origin
            + (genesis == null ? "" : "\",\"vkey\":\"" + genesis)
            + "\",\"created_at\":\""
            + createdAt
            + "\"}}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What the first entry says.
   *
   * @throws LedgerException if it is no {@code ledger_created} of ours
   */
  static LedgerIdentity of(Entry first, Object where) {
    Matcher matcher = BODY.matcher(first.bodyText());
    if (!first.type().equals(EventTypes.CREATED.name()) || !matcher.matches()) {
      throw new LedgerException(
          LedgerException.Reason.DAMAGED,
          "the first entry does not say which ledger this is; run verify on it and record to"
              + " another folder: path="
              + where
              + " seq="
              + first.seq()
              + " type="
              + first.type());
    }
    return new LedgerIdentity(
        UUID.fromString(matcher.group(1)), matcher.group(2), verifierKey(first, where));
  }

  /**
   * The key that {@code ledger_created} or {@code key_rotated} announces, or null if it announces
   * none.
   *
   * @throws LedgerException if what it announces is no key
   */
  static @Nullable VerifierKey verifierKey(Entry entry, Object where) {
    Matcher matcher = VKEY.matcher(entry.bodyText());
    if (!matcher.find()) {
      return null;
    }
    try {
      return VerifierKey.parse(matcher.group(1));
    } catch (MalformedNoteException e) {
      throw new LedgerException(
          LedgerException.Reason.DAMAGED,
          "an entry announces a key that is none; run verify on the ledger: path="
              + where
              + " seq="
              + entry.seq(),
          e);
    }
  }
}
