package io.tachograph.api.experience;

import io.tachograph.api.experience.ExperienceStoreException.InvalidQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which experience events are asked for: those that meet all that is given. Immutable.
 *
 * @param tenantId the tenant, or null for any
 * @param from when at the earliest, or null
 * @param to when at the latest, or null
 * @param kinds the names of the kinds; empty for any
 * @param correlationId what they are a part of, or null for any
 * @param chainId the chain, or null for any
 * @param limit how many at most, 1 or more
 */
public record EventQuery(
    @Nullable String tenantId,
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> kinds,
    @Nullable String correlationId,
    @Nullable String chainId,
    int limit) {
  /** Asks for all. */
  public static final EventQuery ALL =
      new EventQuery(null, null, null, Set.of(), null, null, Integer.MAX_VALUE);

  /**
   * Checks the values.
   *
   * @throws InvalidQuery if nothing can meet it
   */
  public EventQuery {
    kinds = Set.copyOf(kinds);
    if (from != null && to != null && from.isAfter(to)) {
      throw new InvalidQuery("a time range ends before it begins: from=" + from + " to=" + to);
    }
    if (limit < 1) {
      throw new InvalidQuery("a limit is 1 or more: limit=" + limit);
    }
  }

  /** The same of one tenant. */
  public EventQuery tenant(String tenant) {
    return new EventQuery(tenant, from, to, kinds, correlationId, chainId, limit);
  }

  /** The same in a time range, its ends included; null for an open end. */
  public EventQuery between(@Nullable Instant first, @Nullable Instant last) {
    return new EventQuery(tenantId, first, last, kinds, correlationId, chainId, limit);
  }

  /** The same of these kinds. */
  public EventQuery kinds(ExperienceEventKind... wanted) {
    Set<String> names = new HashSet<>();
    Arrays.stream(wanted).map(ExperienceEventKind::wireName).forEach(names::add);
    return new EventQuery(tenantId, from, to, names, correlationId, chainId, limit);
  }

  /** The same with one correlation id. */
  public EventQuery correlation(String correlation) {
    return new EventQuery(tenantId, from, to, kinds, correlation, chainId, limit);
  }

  /** The same of one chain. */
  public EventQuery chain(String chain) {
    return new EventQuery(tenantId, from, to, kinds, correlationId, chain, limit);
  }

  /** The same, of which no more than the first so many. */
  public EventQuery limit(int most) {
    return new EventQuery(tenantId, from, to, kinds, correlationId, chainId, most);
  }

  /** Whether an event is asked for. */
  public boolean asksFor(ExperienceEventEnvelope envelope) {
    Instant at = envelope.occurredAt();
    return (tenantId == null || tenantId.equals(envelope.tenantId()))
        && (from == null || !at.isBefore(from))
        && (to == null || !at.isAfter(to))
        && (kinds.isEmpty() || kinds.contains(envelope.event().kind()))
        && (correlationId == null || correlationId.equals(envelope.correlationId()))
        && (chainId == null || chainId.equals(envelope.event().chainId()));
  }
}
