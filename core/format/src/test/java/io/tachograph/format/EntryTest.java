package io.tachograph.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Vectors.EntryVector;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryTest {
  @Test
  void the_vectors_are_all_there() {
    assertThat(Vectors.entries()).hasSize(20);
  }

  @Test
  void encoding_gives_the_vectors_bytes_and_hashes() {
    for (EntryVector vector : Vectors.entries()) {
      UUID id = UUID.fromString(vector.id());
      byte[] body = vector.body().getBytes(UTF_8);
      EventType type = EventType.of(vector.type());
      byte[] target = new byte[Entry.length(type, body.length)];
      int length =
          Entry.encode(
              target,
              0,
              vector.seq(),
              vector.timeNanos(),
              Hash.ofHex(vector.prev()).toBytes(),
              id.getMostSignificantBits(),
              id.getLeastSignificantBits(),
              type,
              body,
              0,
              body.length);
      assertThat(length).isEqualTo(target.length);
      assertThat(HexFormat.of().formatHex(target)).isEqualTo(vector.entry());
      assertThat(new LeafHasher().hash(target, 0, length).toHex()).isEqualTo(vector.hash());
    }
  }

  @Test
  void parsing_gives_the_vectors_fields() throws Exception {
    for (EntryVector vector : Vectors.entries()) {
      byte[] bytes = HexFormat.of().parseHex(vector.entry());
      Entry entry = Entry.parse(bytes, 0, bytes.length);
      assertThat(entry.seq()).isEqualTo(vector.seq());
      assertThat(entry.timeNanos()).isEqualTo(vector.timeNanos());
      assertThat(entry.prev().toHex()).isEqualTo(vector.prev());
      assertThat(entry.id()).isEqualTo(UUID.fromString(vector.id()));
      assertThat(entry.type()).isEqualTo(vector.type());
      assertThat(entry.bodyText()).isEqualTo(vector.body());
      assertThat(entry.hash().toHex()).isEqualTo(vector.hash());
      assertThat(entry.toBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void every_cut_of_an_entry_is_malformed() {
    byte[] bytes = HexFormat.of().parseHex(Vectors.entries().get(1).entry());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Entry.parse(cut, 0, cut.length))
          .isInstanceOf(MalformedEntryException.class);
    }
  }

  @Test
  void an_unknown_version_flag_or_type_is_malformed() {
    byte[] bytes = HexFormat.of().parseHex(Vectors.entries().get(1).entry());
    assertMalformed(bytes, EntryLayout.VERSION_OFFSET, 2, "version=2");
    assertMalformed(bytes, EntryLayout.FLAGS_OFFSET, 1, "flags=1");
    assertMalformed(bytes, EntryLayout.TYPE_OFFSET, 'T', "type");
    assertMalformed(bytes, EntryLayout.TYPE_LENGTH_OFFSET, 0, "lengths");
    assertMalformed(bytes, EntryLayout.SEQ_OFFSET + 7, 0x80, "seq");
  }

  @Test
  void hostile_lengths_never_index_out_of_bounds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] original = HexFormat.of().parseHex(Vectors.entries().get(2).entry());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = original.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      bytes[2 + random.nextInt(6)] = (byte) random.nextInt();
      try {
        assertThat(Entry.parse(bytes, 0, bytes.length).toBytes()).isEqualTo(bytes);
      } catch (MalformedEntryException e) {
        assertThat(e).as("seed=" + seed).hasMessageContaining(" ");
      }
    }
  }

  @Test
  void bodies_out_of_bounds_are_refused() {
    EventType type = EventType.of("x");
    assertThatThrownBy(() -> Entry.length(type, 1)).hasMessageContaining("length=1");
    assertThatThrownBy(() -> Entry.length(type, EntryLayout.MAX_BODY_LENGTH + 1))
        .hasMessageContaining("16777217");
  }

  @Test
  void types_out_of_bounds_are_refused() {
    assertThat(EventType.of("a".repeat(64)).length()).isEqualTo(64);
    for (String bad : new String[] {"", "a".repeat(65), "Task", "a b", "ä", "a-b"}) {
      assertThatThrownBy(() -> EventType.of(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void an_event_id_is_a_uuid_of_version_7() {
    UUID id = new UUID(EventId.high(1_763_650_000_123L, -1), EventId.low(-1));
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_763_650_000_123L);
  }

  private static void assertMalformed(byte[] entry, int at, int value, String message) {
    byte[] bytes = entry.clone();
    bytes[at] = (byte) value;
    assertThatThrownBy(() -> Entry.parse(bytes, 0, bytes.length))
        .isInstanceOf(MalformedEntryException.class)
        .hasMessageContaining(message);
  }
}
