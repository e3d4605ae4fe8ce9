package io.tachograph.ledger;

import io.tachograph.format.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a ledger is: what its first entry says.
 *
 * @param id the ledger's id
 * @param origin its name in checkpoints
 */
record LedgerIdentity(UUID id, String origin) {
  private static final Pattern BODY =
      Pattern.compile(
          "\\{\"data\":\\{\"ledger_id\":\"([0-9a-f-]{36})\",\"origin\":\"([^\"\\\\]+)\"[,}].*");
  private static final String TYPE = "ledger_created";

  static LedgerIdentity create(LedgerSettings settings) {
    UUID id = settings.ids().get();
    String configured = settings.origin();
    return new LedgerIdentity(id, configured == null ? "tachograph/" + id : configured);
  }

  byte[] body(Instant createdAt) {
    String json =
        "{\"data\":{\"ledger_id\":\""
            + id
            + "\",\"origin\":\""
            + origin
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
    if (!first.type().equals(TYPE) || !matcher.matches()) {
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
    return new LedgerIdentity(UUID.fromString(matcher.group(1)), matcher.group(2));
  }
}
