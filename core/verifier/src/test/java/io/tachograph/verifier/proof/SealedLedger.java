package io.tachograph.verifier.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.SignedNote;
import io.tachograph.format.SigningKey;
import io.tachograph.format.Tile;
import io.tachograph.verifier.LedgerFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Lays out a whole sealed ledger as the format says, without the writer. */
final class SealedLedger {
  /** A host name, since that is what the other implementation that verifies our proofs expects. */
  static final String ORIGIN = "ledger.example.com";

  private static final int METADATA = 0x4000_0000;
  private static final int ROLLED = 0xc000_0000;
  private static final int TAIL_BYTES = 3 << 20;

  final Path dir;
  final List<byte[]> entries = new ArrayList<>();
  final List<Hash> leaves = new ArrayList<>();
  final List<SignedNote> notes = new ArrayList<>();
  final List<Long> rotations = new ArrayList<>();
  final SigningKey genesis;
  SigningKey key;
  private final List<ByteArrayOutputStream> files = new ArrayList<>();
  private final LeafHasher hasher = new LeafHasher();
  private byte[] prev = new byte[Hash.LENGTH];
  private int keys;
  private int sealed;

  SealedLedger(Path dir) {
    this.dir = dir;
    this.genesis = nextKey();
    this.key = genesis;
    roll();
    entry("ledger_created", "{\"data\":{\"vkey\":\"" + genesis.verifierKey() + "\"}}");
  }

  /**
   * A ledger of so many entries, with files, checkpoints and rotations wherever chance has them.
   */
  static SealedLedger random(Path dir, int entries, Random random) throws IOException {
    SealedLedger ledger = new SealedLedger(dir);
    while (ledger.entries.size() < entries) {
      int length = random.nextInt(50) == 0 ? random.nextInt(100_000) : random.nextInt(600);
      ledger.entry("task_start", "{\"x\":\"" + "z".repeat(length) + "\"}");
      if (random.nextInt(30) == 0) {
        ledger.seal();
      }
      if (random.nextInt(200) == 0) {
        ledger.rotate();
      }
      if (random.nextInt(150) == 0) {
        ledger.roll();
      }
      if (random.nextInt(60) == 0) {
        ledger.index(random.nextInt(30_000));
      }
    }
    if (ledger.rotations.contains(ledger.entries.size() - 1L)) {
      // The last checkpoint is by the last key, and not by the one that announced it.
      ledger.entry("task_start", "{}");
    }
    ledger.seal();
    return ledger.write();
  }

  private SigningKey nextKey() {
    byte[] seed = new byte[Hash.LENGTH];
    seed[0] = (byte) ++keys;
    return SigningKey.ofSeed(ORIGIN, seed);
  }

  SealedLedger entry(String type, String text) {
    byte[] body = text.getBytes(UTF_8);
    EventType eventType = EventType.of(type);
    byte[] entry = new byte[Entry.length(eventType, body.length)];
    long seq = entries.size();
    Entry.encode(entry, 0, seq, 1_000 + seq, prev, 7, seq, eventType, body, 0, body.length);
    return raw(entry);
  }

  SealedLedger raw(byte[] entry) {
    Hash hash = hasher.hash(entry, 0, entry.length);
    entries.add(entry);
    leaves.add(hash);
    prev = hash.toBytes();
    byte[] excerpt = Arrays.copyOf(prev, prev.length + entry.length);
    System.arraycopy(entry, 0, excerpt, prev.length, entry.length);
    frame(excerpt.length, excerpt);
    return this;
  }

  /** An excerpt of the queue's own, mostly zeros. */
  void index(int bytes) {
    byte[] index = new byte[bytes];
    Arrays.fill(index, 0, bytes / 3, (byte) 3);
    frame(bytes | METADATA, index);
  }

  void roll() {
    if (!files.isEmpty()) {
      frame(ROLLED, new byte[0]);
    }
    files.add(new ByteArrayOutputStream());
    index(60);
  }

  private void frame(int header, byte[] bytes) {
    ByteBuffer framed =
        ByteBuffer.allocate((4 + bytes.length + 3) & -4).order(ByteOrder.LITTLE_ENDIAN);
    files.get(files.size() - 1).writeBytes(framed.putInt(header).put(bytes).array());
  }

  /** A checkpoint over all entries, unless there is one. */
  SignedNote seal() {
    if (sealed == leaves.size()) {
      return notes.get(notes.size() - 1);
    }
    sealed = leaves.size();
    SignedNote note = checkpoint(leaves.size()).sign(key);
    notes.add(note);
    return note;
  }

  Checkpoint checkpoint(int size) {
    return new Checkpoint(ORIGIN, size, MerkleTree.root(leaves.subList(0, size)));
  }

  void rotate() {
    SigningKey next = nextKey();
    rotations.add((long) entries.size());
    entry("key_rotated", "{\"data\":{\"vkey\":\"" + next.verifierKey() + "\"}}");
    seal();
    key = next;
  }

  SealedLedger write() throws IOException {
    Path queue = Files.createDirectories(dir.resolve("ledger"));
    for (int i = 0; i < files.size(); i++) {
      byte[] file = files.get(i).toByteArray();
      int tail = i == files.size() - 1 ? TAIL_BYTES : 0;
      Files.write(
          queue.resolve(String.format("2026%04dF.cq4", i)),
          Arrays.copyOf(file, file.length + tail));
    }
    Files.writeString(dir.resolve("ledger.vkey"), genesis.verifierKey() + "\n");
    writeCheckpoints();
    writeTiles();
    return this;
  }

  void writeCheckpoints() throws IOException {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append(note).append('\n'));
    Files.writeString(dir.resolve("checkpoints"), text);
  }

  private void writeTiles() throws IOException {
    List<Hash> level = leaves;
    for (int height = 0; level.size() >= Tile.WIDTH; height++) {
      List<Hash> above = new ArrayList<>();
      for (int tile = 0; (tile + 1) * Tile.WIDTH <= level.size(); tile++) {
        List<Hash> hashes = level.subList(tile * Tile.WIDTH, (tile + 1) * Tile.WIDTH);
        byte[] bytes = new byte[Tile.BYTES];
        for (int i = 0; i < Tile.WIDTH; i++) {
          hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        Path file = dir.resolve("tiles").resolve(new Tile(height, tile).path());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        above.add(MerkleTree.root(hashes));
      }
      level = above;
    }
  }

  LedgerFolder folder() {
    return new LedgerFolder(dir);
  }

  List<Path> rollFiles() throws IOException {
    return folder().rollFiles();
  }
}
