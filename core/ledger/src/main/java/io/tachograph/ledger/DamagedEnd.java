package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.nio.charset.StandardCharsets;

/**
 * A last excerpt that is not the entry that was appended: somebody, or the disk, has changed it. It
 * stays as it is. The chain goes on behind the hash that is stored with it, in a new roll file
 * whose first entry says what was found.
 *
 * @param head its seq by its place, and the hash that is stored with it
 * @param file the roll file's name
 * @param finding what verification calls it
 * @param detail what is wrong, in words without quotes
 */
record DamagedEnd(LedgerHead head, String file, String finding, String detail) {
  /**
   * Looks at an excerpt.
   *
   * @param excerpt {@code hash || entry}, at least as long as a hash
   */
  static DamagedEnd of(long seq, String file, byte[] excerpt) {
    LedgerHead head = new LedgerHead(seq, Hash.copyOf(excerpt, 0));
    int length = excerpt.length - Hash.LENGTH;
    try {
      Entry entry = Entry.parse(excerpt, Hash.LENGTH, length);
      return new DamagedEnd(
          head, file, "hash_mismatch", "its bytes have the hash " + entry.hash().toHex());
    } catch (MalformedEntryException e) {
      return new DamagedEnd(head, file, "malformed", String.valueOf(e.getMessage()));
    }
  }

  /** The body of the entry that says so. */
  byte[] body() {
    String json =
        "{\"data\":{\"finding\":\""
            + finding
            + "\",\"seq\":"
            + head.seq()
            + ",\"file\":\""
            + file
            + "\",\"stored_hash\":\""
            + head.hash().toHex()
            + "\",\"detail\":\""
            + detail.replaceAll("[\\\\\"\\p{Cntrl}]", " ")
            + "\"}}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
