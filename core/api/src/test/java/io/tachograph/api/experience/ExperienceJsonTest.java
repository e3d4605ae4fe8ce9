package io.tachograph.api.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of experience events, both ways, through a library that hosts use. */
class ExperienceJsonTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final int GENERATED_PER_KIND = 200;

  /** Each kind, and the second forms of those that have more than one. */
  static Stream<String> golden() {
    return Stream.concat(
        Stream.of(ExperienceEventKind.values()).map(ExperienceEventKind::wireName),
        Stream.of(
            "ReplayTraceRecorded-Remote",
            "ArtifactStateTransitioned-Other",
            "OutcomeRecorded-Stopped",
            "PolicySnapshotCaptured-Routing",
            "PolicySnapshotCaptured-Recall"));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in =
        ExperienceJsonTest.class.getResourceAsStream("/experience/" + name + ".json")) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, @Nullable Object> parse(String json) throws Exception {
    return JSON.readValue(json, new TypeReference<>() {});
  }

  @ParameterizedTest
  @MethodSource("golden")
  void goldenJsonIsReadAndWrittenLetterByLetter(String name) throws Exception {
    String golden = resource(name);
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofJson(parse(golden));
    assertThat(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(envelope.toJson()))
        .isEqualTo(golden.strip());
    assertThat(envelope.event().kind()).isEqualTo(name.replaceFirst("-.*", ""));
    assertThat(envelope.event()).isNotInstanceOf(UnreadEvent.class);
    // Not because it was kept: an event alone has nothing else than its fields.
    assertThat(JSON.valueToTree(envelope.event().data()).toString())
        .isEqualTo(JSON.readTree(golden).at("/event/data").toString());
  }

  @ParameterizedTest
  @EnumSource
  void generatedEventsComeBackEqual(ExperienceEventKind kind) throws Exception {
    long seed = System.nanoTime();
    GeneratedEvents events = new GeneratedEvents(seed);
    for (int i = 0; i < GENERATED_PER_KIND; i++) {
      ExperienceEventEnvelope envelope = events.envelope(kind);
      String text = JSON.writeValueAsString(envelope.toJson());
      ExperienceEventEnvelope read = ExperienceEventEnvelope.ofJson(parse(text));
      assertThat(read).as("seed=%s i=%s", seed, i).isEqualTo(envelope);
      assertThat(JSON.writeValueAsString(read.toJson())).as("seed=%s", seed).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void unknownFieldsAreKeptEverywhere(String name) throws Exception {
    JsonNode foreign = JSON.readTree(resource(name));
    addUnknown(foreign);
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofJson(parse(foreign.toString()));
    assertThat(JSON.<JsonNode>valueToTree(envelope.toJson()).toString())
        .isEqualTo(foreign.toString());
    ExperienceEventEnvelope moved = envelope.withTenant("other").withTimestamp(Instant.EPOCH);
    ((ObjectNode) foreign).put("tenant_id", "other").put("occurred_at", "1970-01-01T00:00:00Z");
    assertThat(JSON.<JsonNode>valueToTree(moved.toJson()).toString()).isEqualTo(foreign.toString());
    assertThat(envelope)
        .isNotEqualTo(ExperienceEventEnvelope.ofJson(parse(resource(name))))
        .isEqualTo(ExperienceEventEnvelope.ofJson(envelope.toJson()));
  }

  /** To each object but those whose keys are values, or whose one key says what it is. */
  private static void addUnknown(JsonNode node) {
    node.forEach(ExperienceJsonTest::addUnknown);
    if (node instanceof ObjectNode object && object.size() > 1 && !isKeyed(object)) {
      object.putObject("added_later").put("version", 4).putArray("list").add("x");
    }
  }

  private static boolean isKeyed(ObjectNode object) {
    return Stream.of("Low", "Public", "x-request-id", "capital-of-france").anyMatch(object::has);
  }

  @Test
  void whatOthersWriteOtherwiseParsesAndStaysAsItIs() throws Exception {
    String foreign =
        """
        {"occurred_at":"2026-11-01T12:00:00.000+02:00","event_id":"01JBHXK4T1Q2N3P4R5S6T7V8W9",
         "event":{"data":{"resource":{"Other":"gpu"},"limit":100,"chain_id":"c"},"type":"BudgetExceeded"}}\
        """;
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofJson(parse(foreign));
    assertThat(envelope.occurredAt()).isEqualTo("2026-11-01T10:00:00Z");
    assertThat(envelope.tenantId()).isNull();
    assertThat(envelope.event())
        .isEqualTo(new BudgetExceeded("c", Variant.of("Other", "gpu"), "100", null));
    assertThat(JSON.<JsonNode>valueToTree(envelope.toJson()).toString())
        .isEqualTo(JSON.readTree(foreign).toString());
  }

  @Test
  void seedsHaveSixtyFourBitsWithoutSign() throws Exception {
    String golden = resource("ReplayTraceRecorded").replace("1234567", "18446744073709551615");
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofJson(parse(golden));
    ReplayTraceRecorded event = (ReplayTraceRecorded) envelope.event();
    assertThat(((LocalTrace) event.traceLink()).seed()).isEqualTo(-1);
    assertThat(JSON.writeValueAsString(event.data())).contains("\"seed\":18446744073709551615,");
    assertThatThrownBy(
            () ->
                ExperienceEventEnvelope.ofJson(
                    parse(golden.replace("18446744073709551615", "18446744073709551616"))))
        .hasMessageContaining("event.data.trace_link.seed is from 0 to 2^64 - 1");
  }

  @Test
  void aKindThatCameUpLaterIsKeptAsItIs() throws Exception {
    String later =
        """
        {"event_id":"e","occurred_at":"2026-11-01T10:00:00Z","tenant_id":null,"correlation_id":null,\
        "event":{"type":"HypothesisResolved","data":{"chain_id":"c7","confidence":0.90}}}""";
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofJson(parse(later));
    assertThat(envelope.event()).isInstanceOf(UnreadEvent.class);
    assertThat(envelope.event().kind()).isEqualTo("HypothesisResolved");
    assertThat(envelope.event().chainId()).isEqualTo("c7");
    assertThat(JSON.writeValueAsString(envelope.toJson())).isEqualTo(later.replace("0.90", "0.9"));
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsPlaceButShownWhereItIsStored() throws Exception {
    String broken = resource("OutcomeRecorded").replace("\"step\" : \"", "\"step\" : \"No");
    assertThatThrownBy(() -> ExperienceEventEnvelope.ofJson(parse(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no valid OutcomeRecorded: event.data.step is one of Reasoning,");
    ExperienceEventEnvelope stored = ExperienceEventEnvelope.ofStoredJson(parse(broken));
    assertThat(stored.event()).isInstanceOf(UnreadEvent.class);
    assertThat(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(stored.toJson()))
        .isEqualTo(broken.strip());
    for (String missing : new String[] {"event_id", "occurred_at", "event"}) {
      Map<String, @Nullable Object> without = parse(broken);
      without.remove(missing);
      assertThatThrownBy(() -> ExperienceEventEnvelope.ofStoredJson(without))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(missing + " is missing");
    }
  }

  @Test
  void idAndTimeAreRealByDefault() {
    ExperienceEvent event = new GeneratedEvents(1).event(ExperienceEventKind.FACT_PROMOTED);
    Instant before = Instant.now();
    ExperienceEventEnvelope one = ExperienceEventEnvelope.of(event);
    ExperienceEventEnvelope other = ExperienceEventEnvelope.of(event);
    assertThat(UUID.fromString(one.eventId()).version()).isEqualTo(4);
    assertThat(one.eventId()).isNotEqualTo(other.eventId());
    assertThat(one.occurredAt()).isBetween(before, Instant.now());
    assertThat(one.withTenant("t").withCorrelation("c").withTimestamp(Instant.EPOCH))
        .returns("t", ExperienceEventEnvelope::tenantId)
        .returns("c", ExperienceEventEnvelope::correlationId)
        .returns(Instant.EPOCH, ExperienceEventEnvelope::occurredAt)
        .returns(one.eventId(), ExperienceEventEnvelope::eventId);
  }
}
