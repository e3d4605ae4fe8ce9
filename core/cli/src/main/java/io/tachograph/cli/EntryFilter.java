package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which entries are wanted: the options that every command shares which goes through a ledger. What
 * is not asked for excludes nothing.
 */
final class EntryFilter {
  @Option(
      names = "--type",
      paramLabel = "T",
      split = ",",
      description = "Only entries of these types, such as tool_failed,decision.")
  private List<String> types = List.of();

  @Option(
      names = "--seq",
      paramLabel = "A..B",
      converter = SeqRange.Converter.class,
      description = "Only entries from A to B, both included; either may be left out.")
  private SeqRange seq = SeqRange.ALL;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Only entries of that time and later: " + TimeArgument.FORMS + ".")
  private @Nullable TimeArgument since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Only entries of that time and earlier.")
  private @Nullable TimeArgument until;

  @Option(
      names = "--task",
      paramLabel = "ID",
      description = "Only entries of this task or call, and of what ran directly in it.")
  private @Nullable String task;

  @Option(names = "--mission", paramLabel = "UUID", description = "Only entries of this mission.")
  private @Nullable String mission;

  @Option(names = "--agent", paramLabel = "ID", description = "Only entries of this agent.")
  private @Nullable String agent;

  @Option(names = "--tool", paramLabel = "NAME", description = "Only calls of this name.")
  private @Nullable String tool;

  @Option(names = "--tenant", paramLabel = "ID", description = "Only entries of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--correlation",
      paramLabel = "ID",
      description = "Only entries of this correlation.")
  private @Nullable String correlation;

  @Option(names = "--trace", paramLabel = "ID", description = "Only entries of this trace.")
  private @Nullable String trace;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "Only experience events of this kind, such as FactPromoted.")
  private @Nullable String kind;

  @Option(
      names = "--chain",
      paramLabel = "ID",
      description = "Only experience events of this chain of decisions.")
  private @Nullable String chain;

  /** For picocli. */
  EntryFilter() {}

  /** Tells which are wanted, where a time that says no offset means this zone. */
  Predicate<Entry> in(ZoneId zone) {
    Instant first = since == null ? Instant.MIN : since.at(zone);
    Instant last = until == null ? Instant.MAX : until.at(zone);
    boolean looksIntoBodies =
        Stream.of(task, mission, agent, tool, tenant, correlation, trace, kind, chain)
            .anyMatch(Objects::nonNull);
    return entry ->
        seq.contains(entry.seq())
            && (types.isEmpty() || types.contains(entry.type()))
            && !entry.time().isBefore(first)
            && !entry.time().isAfter(last)
            && (!looksIntoBodies || admits(Json.parse(entry.bodyText())));
  }

  private boolean admits(JsonNode body) {
    JsonNode data = body.path("data");
    JsonNode event = data.path("event");
    return (task == null || is(task, body.path("task_id")) || is(task, body.path("parent_id")))
        && (mission == null || is(mission, body.path("mission")))
        && (agent == null || is(agent, body.path("agent_id")))
        && (tool == null || is(tool, data.path("name")))
        && (tenant == null || is(tenant, either("tenant_id", body, data)))
        && (correlation == null || is(correlation, either("correlation_id", body, data)))
        && (trace == null || is(trace, body.path("trace_id")))
        && (kind == null || is(kind, event.path("type")))
        && (chain == null || is(chain, event.path("data").path("chain_id")));
  }

  /** An experience event says it in its envelope. */
  private static JsonNode either(String name, JsonNode body, JsonNode envelope) {
    return body.has(name) ? body.path(name) : envelope.path(name);
  }

  private static boolean is(String wanted, JsonNode found) {
    return wanted.equals(found.textValue());
  }
}
