package io.tachograph.api.experience;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An experience event with what it takes to file it: its id, when it happened, whose it is. One
 * that was read keeps all that its JSON says, also what this release does not know, and gives it
 * again. Immutable.
 */
public final class ExperienceEventEnvelope implements JsonForm {
  private static final String EVENT_ID = "event_id";
  private static final String OCCURRED_AT = "occurred_at";
  private static final String TENANT_ID = "tenant_id";
  private static final String CORRELATION_ID = "correlation_id";
  private static final String EVENT = "event";
  private static final String TYPE = "type";
  private static final String DATA = "data";

  private final String eventId;
  private final Instant occurredAt;
  private final @Nullable String tenantId;
  private final @Nullable String correlationId;
  private final ExperienceEvent event;

  /** What it was read from, where that says more than the fields, or says it otherwise. */
  private final @Nullable Map<String, @Nullable Object> source;

  private ExperienceEventEnvelope(
      String eventId,
      Instant occurredAt,
      @Nullable String tenantId,
      @Nullable String correlationId,
      ExperienceEvent event,
      @Nullable Map<String, @Nullable Object> source) {
    this.eventId = Require.text(EVENT_ID, eventId);
    this.occurredAt = Require.present(OCCURRED_AT, occurredAt);
    this.tenantId = tenantId;
    this.correlationId = correlationId;
    this.event = Require.present(EVENT, event);
    this.source = source;
  }

  /** An event that happens now, under an id of its own. */
  public static ExperienceEventEnvelope of(ExperienceEvent event) {
    return of(UUID.randomUUID().toString(), event);
  }

  /**
   * An event that happens now.
   *
   * @param eventId its id, a ULID or UUID
   */
  public static ExperienceEventEnvelope of(String eventId, ExperienceEvent event) {
    return new ExperienceEventEnvelope(eventId, Instant.now(), null, null, event, null);
  }

  /**
   * From JSON, as any library reads it into maps and lists.
   *
   * @throws IllegalArgumentException if it is none, or breaks a rule of its kind, saying where. An
   *     event of a kind that this release does not know is an {@link UnreadEvent}
   */
  public static ExperienceEventEnvelope ofJson(Map<String, ?> json) {
    return read(json, false);
  }

  /**
   * As {@link #ofJson}, of what was stored already and has to be shown whatever it is: an event
   * that breaks the rules of its kind is an {@link UnreadEvent} too.
   *
   * @throws IllegalArgumentException if there is no envelope around the event
   */
  public static ExperienceEventEnvelope ofStoredJson(Map<String, ?> json) {
    return read(json, true);
  }

  private static ExperienceEventEnvelope read(Map<String, ?> json, boolean stored) {
    Map<String, @Nullable Object> source = JsonValues.object(json);
    JsonObject envelope = JsonObject.of(source);
    ExperienceEventEnvelope read =
        new ExperienceEventEnvelope(
            envelope.text(EVENT_ID),
            envelope.time(OCCURRED_AT),
            envelope.textOrNull(TENANT_ID),
            envelope.textOrNull(CORRELATION_ID),
            event(envelope.object(EVENT), stored),
            source);
    ExperienceEventEnvelope plain = read.with(read.occurredAt, read.tenantId, read.correlationId);
    return plain.toJson().equals(source) ? plain : read;
  }

  private static ExperienceEvent event(JsonObject event, boolean stored) {
    String name = event.text(TYPE);
    JsonObject data = event.object(DATA);
    ExperienceEventKind kind = ExperienceEventKind.ofWireName(name);
    if (kind == null) {
      return new UnreadEvent(name, data.all());
    }
    try {
      return kind.read(data);
    } catch (IllegalArgumentException e) {
      if (stored) {
        return new UnreadEvent(name, data.all());
      }
      throw new IllegalArgumentException("no valid " + name + ": " + e.getMessage(), e);
    }
  }

  /** The same of a tenant. */
  public ExperienceEventEnvelope withTenant(@Nullable String tenant) {
    return with(occurredAt, tenant, correlationId).knowing(source, TENANT_ID, tenant);
  }

  /** The same as a part of what has that correlation id. */
  public ExperienceEventEnvelope withCorrelation(@Nullable String correlation) {
    return with(occurredAt, tenantId, correlation).knowing(source, CORRELATION_ID, correlation);
  }

  /** The same at another time. */
  public ExperienceEventEnvelope withTimestamp(Instant time) {
    return with(time, tenantId, correlationId).knowing(source, OCCURRED_AT, time);
  }

  private ExperienceEventEnvelope with(
      Instant time, @Nullable String tenant, @Nullable String correlation) {
    return new ExperienceEventEnvelope(eventId, time, tenant, correlation, event, null);
  }

  /** The same with a source in which one member was changed. */
  private ExperienceEventEnvelope knowing(
      @Nullable Map<String, @Nullable Object> known, String name, @Nullable Object value) {
    if (known == null) {
      return this;
    }
    Map<String, @Nullable Object> changed = JsonValues.object(known);
    changed.put(name, JsonValues.of(value));
    return new ExperienceEventEnvelope(
        eventId, occurredAt, tenantId, correlationId, event, changed);
  }

  /** The event's id. */
  public String eventId() {
    return eventId;
  }

  /** When it happened. */
  public Instant occurredAt() {
    return occurredAt;
  }

  /** Whose it is, or null. */
  public @Nullable String tenantId() {
    return tenantId;
  }

  /** What it is a part of, or null. */
  public @Nullable String correlationId() {
    return correlationId;
  }

  /** The event itself. */
  public ExperienceEvent event() {
    return event;
  }

  /** Its JSON, in plain values of the JDK; fresh and the caller's. */
  @Override
  public Map<String, @Nullable Object> toJson() {
    if (source != null) {
      return JsonValues.object(source);
    }
    return new Members()
        .put(EVENT_ID, eventId)
        .put(OCCURRED_AT, occurredAt)
        .put(TENANT_ID, tenantId)
        .put(CORRELATION_ID, correlationId)
        .put(EVENT, new Members().put(TYPE, event.kind()).put(DATA, event.data()).toMap())
        .toMap();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExperienceEventEnvelope envelope
        && eventId.equals(envelope.eventId)
        && occurredAt.equals(envelope.occurredAt)
        && Objects.equals(tenantId, envelope.tenantId)
        && Objects.equals(correlationId, envelope.correlationId)
        && event.equals(envelope.event)
        && Objects.equals(source, envelope.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(eventId, occurredAt, event);
  }

  @Override
  public String toString() {
    return "experience event_id=" + eventId + " occurred_at=" + occurredAt + " event=" + event;
  }
}
