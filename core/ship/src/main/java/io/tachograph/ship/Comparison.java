package io.tachograph.ship;

import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerStream;
import io.tachograph.verifier.StreamedEntry;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger at the far side stands to the same ledger's folder here. That one of them has more
 * at its end, or at its beginning, is no difference: one lags, or entries were dropped.
 *
 * @param same how many entries are the same, byte for byte
 * @param different how many of the same seq are not
 * @param missingThere how many the far side lacks between others that it has
 * @param missingHere how many the folder lacks between others that it has
 * @param firstDifference the seq of the first of these, or -1
 * @param moreHere how many the folder has behind the far side's last
 * @param moreThere how many the far side has behind the folder's last
 */
record Comparison(
    long same,
    long different,
    long missingThere,
    long missingHere,
    long firstDifference,
    long moreHere,
    long moreThere) {

  /** Whether there is no difference but at the ends. */
  boolean agrees() {
    return different + missingThere + missingHere + moreThere == 0;
  }

  /** Reads both from their beginnings. */
  static Comparison of(LedgerStream there, LedgerFolder folder) throws IOException {
    // The far side is opened first, so what was shipped until then stands in the folder too.
    try (LedgerStream.Entries entries = there.entries();
        EntryReader reader = EntryReader.open(folder)) {
      return new Walk(entries, reader).walk();
    }
  }

  /** The two side by side. */
  private static final class Walk {
    private final LedgerStream.Entries entries;
    private final EntryReader reader;
    private @Nullable StreamedEntry there;
    private @Nullable Located here;
    private long same;
    private long different;
    private long missingThere;
    private long missingHere;
    private long first = -1;

    private Walk(LedgerStream.Entries entries, EntryReader reader) {
      this.entries = entries;
      this.reader = reader;
    }

    private Comparison walk() throws IOException {
      there = entries.next();
      here = reader.next();
      boolean begun = false;
      while (there != null && here != null) {
        long seqThere = there.offset();
        long seqHere = here.entry().seq();
        if (seqThere == seqHere) {
          begun = true;
          judge(there, here);
          there = entries.next();
          here = reader.next();
        } else if (seqThere < seqHere) {
          missingHere += begun ? 1 : 0;
          differs(begun, seqThere);
          there = entries.next();
        } else {
          missingThere += begun ? 1 : 0;
          differs(begun, seqHere);
          here = reader.next();
        }
      }
      long moreHere = 0;
      for (; here != null; here = reader.next()) {
        moreHere++;
      }
      long moreThere = 0;
      for (; there != null; there = entries.next()) {
        moreThere++;
      }
      return new Comparison(same, different, missingThere, missingHere, first, moreHere, moreThere);
    }

    private void judge(StreamedEntry one, Located other) {
      boolean equal = Objects.equals(one.entry(), other.entry());
      if (equal && one.storedHash().equals(other.storedHash())) {
        same++;
      } else {
        different++;
        differs(true, one.offset());
      }
    }

    private void differs(boolean counts, long seq) {
      if (counts && first < 0) {
        first = seq;
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(same + " entries are the same here");
    say(text, different, "differ");
    say(text, missingThere, "are missing there");
    say(text, missingHere, "are missing here");
    if (firstDifference >= 0) {
      text.append(", first at seq ").append(firstDifference);
    }
    say(text, moreHere, "are here and not shipped yet");
    say(text, moreThere, "are there and NOT here, behind the last one here");
    return text.toString();
  }

  private static void say(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
