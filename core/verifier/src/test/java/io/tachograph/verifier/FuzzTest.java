package io.tachograph.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutates a sealed ledger at random: verification never crashes, and never accepts other entries
 * than those that were sealed. {@code -Dtachograph.fuzz.mutations=200000} for a long run, {@code
 * -Dtachograph.fuzz.seed=} for one seen before.
 */
class FuzzTest {
  private static final int MUTATIONS = Integer.getInteger("tachograph.fuzz.mutations", 2_000);
  private static final int FILE_BYTES = 4 * 4096;
  private static final int SIZE = 30;
  private static final int WRITE_POSITION_BYTES = 64;

  /** Far more than one takes on a busy machine, and far less than one that hangs. */
  private static final long HANG_NANOS = 60_000_000_000L;

  @TempDir Path dir;
  private final long seed = Long.getLong("tachograph.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final SealedLedger sealed = SealedLedger.example(1);

  @Test
  void noMutationCrashesHangsOrIsAcceptedWithOtherEntries() throws Exception {
    LedgerVerifier.Expectation expectation =
        new LedgerVerifier.Expectation(
            null, null, sealed.genesis.verifierKey(), sealed.kept(SIZE, sealed.key), false);
    byte[] intact = TestLedger.file(sealed.ledger.excerpts(), FILE_BYTES);
    sealed.write(dir, intact);
    assertThat(verify(expectation).findings()).isEmpty();
    List<Entry> entries = entries();
    assertThat(entries).hasSize(SIZE);
    int accepted = 0;
    for (int round = 0; round < MUTATIONS; round++) {
      byte[] file = intact;
      String checkpoints = sealed.checkpointsText();
      if (random.nextInt(4) > 0) {
        file = mutated(file);
      }
      byte[] notes = checkpoints.getBytes(StandardCharsets.UTF_8);
      if (file == intact || random.nextInt(8) == 0) {
        notes = mutatedNotes();
      }
      TestLedger.write(dir, file);
      Files.write(dir.resolve("checkpoints"), notes);
      long start = System.nanoTime();
      LedgerReport report = verify(expectation);
      assertThat(System.nanoTime() - start).as("seed=%d", seed).isLessThan(HANG_NANOS);
      if (report.intact()) {
        accepted++;
        assertThat(entries()).as("seed=%d round=%d", seed, round).isEqualTo(entries);
      }
    }
    // Bytes that mean nothing may change: Chronicle's own header, padding, a torn last note.
    assertThat(accepted).as("seed=%d", seed).isLessThan(Math.max(10, MUTATIONS / 2));
  }

  private LedgerReport verify(LedgerVerifier.Expectation expectation) {
    try {
      return LedgerVerifier.verify(new LedgerFolder(dir), expectation, Progress.NONE);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("seed=" + seed, e);
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(new LedgerFolder(dir))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        entries.add(at.entry());
      }
    }
    return entries;
  }

  private byte[] mutated(byte[] intact) throws Exception {
    byte[] file = intact;
    if (random.nextInt(2) == 0) {
      file = TestLedger.file(mutatedExcerpts(), FILE_BYTES);
      if (random.nextInt(2) == 0) {
        return file;
      }
    }
    byte[] changed = file.clone();
    int end = sealed.ledger.offset(SIZE);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(end);
      int length = 1 + random.nextInt(random.nextInt(4) == 0 ? end - at : 8);
      switch (random.nextInt(8)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(changed, at, Math.min(end, at + length), (byte) 0);
        case 3 ->
            System.arraycopy(changed, random.nextInt(end), changed, at, Math.min(length, end - at));
        case 4 -> header(changed, sealed.ledger.offset(random.nextInt(SIZE)));
        case 5 -> Arrays.fill(changed, 0, WRITE_POSITION_BYTES, (byte) 0);
        case 6 -> header(changed, at & -4);
        default -> {
          return Arrays.copyOf(changed, random.nextBoolean() ? at : at / 4096 * 4096);
        }
      }
    }
    return changed;
  }

  private void header(byte[] file, int at) {
    int[] bits = {0, 0x8000_0000, 0x4000_0000, 0xc000_0000};
    int length = random.nextInt(3) == 0 ? random.nextInt() & 0x3fff_ffff : random.nextInt(1_000);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at, bits[random.nextInt(4)] | length);
  }

  private List<byte[]> mutatedExcerpts() throws Exception {
    List<byte[]> excerpts = new ArrayList<>(sealed.ledger.excerpts());
    int at = random.nextInt(SIZE);
    switch (random.nextInt(6)) {
      case 0 -> excerpts.remove(at);
      case 1 -> excerpts.add(random.nextInt(SIZE), excerpts.get(at));
      case 2 -> Collections.swap(excerpts, at, random.nextInt(SIZE));
      case 3 -> excerpts.subList(at, SIZE).clear();
      case 4 -> {
        return sealed.rechained(at == 0 ? 1 : at);
      }
      default -> {
        byte[] excerpt = excerpts.get(at).clone();
        excerpt[Hash.LENGTH + random.nextInt(excerpt.length - Hash.LENGTH)] ^=
            (byte) (1 << random.nextInt(8));
        new LeafHasher().hash(excerpt, Hash.LENGTH, excerpt.length - Hash.LENGTH, excerpt, 0);
        excerpts.set(at, excerpt);
      }
    }
    return excerpts;
  }

  private byte[] mutatedNotes() {
    List<SignedNote> notes = new ArrayList<>(sealed.checkpoints);
    int at = random.nextInt(notes.size());
    switch (random.nextInt(5)) {
      case 0 -> notes.remove(at);
      case 1 -> notes.add(random.nextInt(notes.size()), notes.get(at));
      case 2 -> Collections.swap(notes, at, random.nextInt(notes.size()));
      case 3 -> notes.set(at, sealed.checkpoint(1 + random.nextInt(SIZE), sealed.key));
      default -> {
        // Only its bytes.
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    notes.forEach(note -> out.writeBytes((note + "\n").getBytes(StandardCharsets.UTF_8)));
    byte[] bytes = out.toByteArray();
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
