package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.tachograph.format.JsonWriter;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCaptureTest {
  private static final CaptureLimits SMALL = new CaptureLimits(3, 16, 4, 1024, 100);

  private static String capture(CaptureLimits limits, Object value) {
    JsonWriter json = new JsonWriter();
    new ValueCapture(limits, new Redaction(Redaction.DEFAULT_WORDS)).write(json, value);
    return json.toString();
  }

  private static String capture(Object value) {
    return capture(CaptureLimits.DEFAULT, value);
  }

  enum Severity {
    HIGH {
      @Override
      public String toString() {
        throw new AssertionError("host code was run");
      }
    }
  }

  record Order(int id, String customer, String apiToken, List<String> lines) {}

  record Hostile(int fine) {
    @Override
    public int fine() {
      throw new IllegalStateException("from the accessor");
    }
  }

  /** A host's class: whatever of it is called fails the test. */
  static final class HostList extends AbstractList<String> {
    @Override
    public String get(int index) {
      throw new AssertionError("host code was run");
    }

    @Override
    public int size() {
      throw new AssertionError("host code was run");
    }
  }

  static final class HostMap extends AbstractMap<String, String> {
    @Override
    public Set<Entry<String, String>> entrySet() {
      throw new AssertionError("host code was run");
    }
  }

  static final class HostBean {
    @Override
    public String toString() {
      throw new AssertionError("host code was run");
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Test
  void theJdksValuesAreWrittenAsTheyAre() {
    assertThat(capture(null)).isEqualTo("null");
    assertThat(capture("ä\"\n")).isEqualTo("\"ä\\\"\\n\"");
    assertThat(capture(List.of(1, 2L, (short) 3, (byte) 4, 5.5, 6.5f, true, 'c')))
        .isEqualTo("[1,2,3,4,5.5,6.5,true,\"c\"]");
    assertThat(capture(Float.NaN)).isEqualTo("\"NaN\"");
    assertThat(capture(Severity.HIGH)).isEqualTo("\"HIGH\"");
    assertThat(capture(String.class)).isEqualTo("\"java.lang.String\"");
    assertThat(capture(new BigDecimal("1.50"))).isEqualTo("\"1.50\"");
    assertThat(capture(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    assertThat(capture(Path.of("/tmp/x"))).isEqualTo("\"/tmp/x\"");
    assertThat(capture(new UUID(1, 2))).isEqualTo("\"00000000-0000-0001-0000-000000000002\"");
    assertThat(capture(Optional.of("x"))).isEqualTo("\"x\"");
    assertThat(capture(Optional.empty())).isEqualTo("null");
    assertThat(capture(new int[] {1, 2})).isEqualTo("[1,2]");
    assertThat(capture(new Object[] {"a", new int[0]})).isEqualTo("[\"a\",[]]");
    assertThat(capture(new TreeMap<>(Map.of("a", 1, "b", List.of()))))
        .isEqualTo("{\"a\":1,\"b\":[]}");
    assertThat(capture(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
  }

  @Test
  void recordsAreWrittenByTheirComponentsAndSecretOnesAreRedacted() {
    assertThat(capture(new Order(7, "ACME", "tk-1", List.of("a"))))
        .isEqualTo(
            "{\"id\":7,\"customer\":\"ACME\",\"apiToken\":\"[redacted]\",\"lines\":[\"a\"]}");
  }

  @Test
  void anAccessorThatThrowsCostsOnlyItsRecord() {
    assertThat(capture(List.of(1, new Hostile(2), 3)))
        .isEqualTo(
            "[1,{\"$type\":\"io.tachograph.recorder.ValueCaptureTest$Hostile\","
                + "\"$unreadable\":\"java.lang.IllegalStateException\"},3]");
  }

  @Test
  void noHostCodeIsRun() {
    String prefix = "{\"$type\":\"io.tachograph.recorder.ValueCaptureTest$";
    assertThat(capture(new HostBean())).isEqualTo(prefix + "HostBean\"}");
    assertThat(capture(new HostList())).isEqualTo(prefix + "HostList\"}");
    assertThat(capture(new HostMap())).isEqualTo(prefix + "HostMap\"}");
    assertThat(capture(Collections.unmodifiableList(new HostList())))
        .isEqualTo(prefix + "HostList\"}");
    assertThat(capture(Collections.synchronizedMap(new HostMap())))
        .isEqualTo(prefix + "HostMap\"}");
    Map<Object, Integer> keyed = new HashMap<>();
    keyed.put(new HostBean(), 1);
    assertThat(capture(keyed))
        .isEqualTo("{\"$io.tachograph.recorder.ValueCaptureTest$HostBean#0\":1}");
  }

  @Test
  void viewsThatMayStandBeforeHostCodeStayClosed() {
    List<String> view = new ArrayList<>(List.of("a", "b")).subList(0, 1);
    assertThat(capture(view)).isEqualTo("{\"$type\":\"java.util.ArrayList$SubList\"}");
    assertThat(capture(new TreeMap<>(Map.of("a", 1)).headMap("b"))).startsWith("{\"$type\"");
  }

  @Test
  void wrappersOfTheJdksCollectionsAreLookedInto() {
    assertThat(capture(Collections.unmodifiableList(new ArrayList<>(List.of(1, 2)))))
        .isEqualTo("[1,2]");
    assertThat(
            capture(
                Collections.unmodifiableMap(
                    Collections.synchronizedMap(new TreeMap<>(Map.of("a", 1))))))
        .isEqualTo("{\"a\":1}");
    assertThat(capture(Collections.unmodifiableSet(new java.util.TreeSet<>(Set.of("x")))))
        .isEqualTo("[\"x\"]");
  }

  @Test
  void mapValuesOfSecretKeysAreRedactedAtEveryDepth() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("X-Api-Key", "sk-1");
    map.put("nested", Map.of("password", List.of("hunter2")));
    assertThat(capture(map))
        .isEqualTo("{\"X-Api-Key\":\"[redacted]\",\"nested\":{\"password\":\"[redacted]\"}}");
  }

  @Test
  void aTextCutShortCanStillBeProved() throws Exception {
    String text = "0123456789abcdef-and-more";
    String sha256 =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(capture(SMALL, text))
        .isEqualTo("{\"$text\":\"0123456789abcdef\",\"length\":25,\"sha256\":\"" + sha256 + "\"}");
    assertThat(capture(SMALL, "0123456789abcdef")).isEqualTo("\"0123456789abcdef\"");
  }

  @Test
  void ofATextThatIsTooLongToHashTheBeginningAndTheLengthAreKept() {
    String text = "0123456789abcdef".repeat(1_000);
    String kept = "{\"$text\":\"0123456789abcdef\",\"length\":16000}";
    assertThat(capture(SMALL, text)).isEqualTo(kept);
    assertThat(capture(SMALL, text.toCharArray())).isEqualTo(kept);
    assertThat(capture(SMALL, builder(text))).isEqualTo(kept);
    assertThat(capture(SMALL, text.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("{\"$bytes\":16000}");
    assertThat(capture(SMALL, new byte[101])).isEqualTo("{\"$bytes\":101}");
  }

  @ParameterizedTest
  @MethodSource("huge")
  void whatAHugeValueCostsIsBounded(Object value) {
    JsonWriter json = new JsonWriter();
    ValueCapture capture = new ValueCapture(SMALL, new Redaction(Redaction.DEFAULT_WORDS));
    capture.write(json, value);
    long before = allocated();
    capture.write(json.reset(), value);
    assertThat(allocated() - before).isLessThan(100_000);
  }

  static Stream<Object> huge() {
    String text = "a long text, ".repeat(1_000_000);
    return Stream.of(
        text, text.toCharArray(), builder(text), text.getBytes(StandardCharsets.UTF_8));
  }

  private static StringBuilder builder(String text) {
    StringBuilder builder = new StringBuilder();
    return builder.append(text);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @Test
  void bytesAreWrittenAsLengthAndHash() {
    assertThat(capture(new byte[0]))
        .isEqualTo(
            "{\"$bytes\":0,\"sha256\":"
                + "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}");
  }

  @Test
  void whatIsBeyondTheLimitsIsCounted() {
    assertThat(capture(SMALL, List.of(1, 2, 3, 4, 5, 6))).isEqualTo("[1,2,3,4,{\"$more\":2}]");
    assertThat(capture(SMALL, new long[] {1, 2, 3, 4, 5})).isEqualTo("[1,2,3,4,{\"$more\":1}]");
    Map<Integer, Integer> map = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      map.put(i, i);
    }
    assertThat(capture(SMALL, map)).isEqualTo("{\"0\":0,\"1\":1,\"2\":2,\"3\":3,\"$more\":2}");
    assertThat(capture(SMALL, List.of(List.of(List.of(List.of(1))))))
        .isEqualTo("[[[{\"$omitted\":\"depth\"}]]]");
  }

  @Test
  void aValueThatContainsItselfEnds() throws Exception {
    List<Object> self = new ArrayList<>();
    self.add(self);
    self.add(self);
    JsonNode tree = new ObjectMapper().readTree(capture(self));
    assertThat(tree.size()).isEqualTo(2);
  }

  @Test
  void oneEventsValuesNeverGrowFarBeyondTheirLimit() throws Exception {
    List<Object> wide = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      wide.add(Map.of("key" + i, "x".repeat(5_000)));
    }
    CaptureLimits limits = new CaptureLimits(32, 4096, 10_000, 100_000, 1 << 20);
    String json = capture(limits, List.of(wide, wide, wide));
    assertThat(json.length()).isBetween(100_000, 110_000);
    assertThat(new ObjectMapper().readTree(json).isArray()).isTrue();
  }

  @Test
  void aCollectionThatChangesMeanwhileCostsOnlyItself() throws Exception {
    List<Object> changing = new ArrayList<>();
    changing.add(new Changer(changing));
    changing.add(1);
    assertThat(capture(List.of("before", changing, "after")))
        .isEqualTo(
            "[\"before\",{\"$type\":\"java.util.ArrayList\",\"$unreadable\":"
                + "\"java.util.ConcurrentModificationException\"},\"after\"]");
  }

  record Changer(List<Object> list) {
    @Override
    public List<Object> list() {
      list.add("changed");
      return List.of();
    }
  }
}
