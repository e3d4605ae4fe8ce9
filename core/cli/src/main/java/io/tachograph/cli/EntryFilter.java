package io.tachograph.cli;

import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which entries are wanted: the options that every command shares which goes through a ledger. What
 * is not asked for excludes nothing.
 */
final class EntryFilter {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

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

  @Option(names = "--tool", paramLabel = "NAME", description = "Only calls of this tool.")
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

  /** What is asked for, where a time that says no offset means this zone. */
  IndexQuery query(ZoneId zone) {
    IndexQuery query =
        IndexQuery.ALL
            .seqs(seq.first(), seq.last())
            .between(
                since == null ? Long.MIN_VALUE : nanos(since.at(zone)),
                until == null ? Long.MAX_VALUE : nanos(until.at(zone)));
    if (!types.isEmpty()) {
      query = query.withAny(IndexField.TYPE, types);
    }
    if (task != null) {
      query = query.within(task);
    }
    query = with(query, IndexField.MISSION, mission);
    query = with(query, IndexField.AGENT, agent);
    query = with(query, IndexField.TOOL, tool);
    query = with(query, IndexField.TENANT, tenant);
    query = with(query, IndexField.CORRELATION, correlation);
    query = with(query, IndexField.TRACE, trace);
    query = with(query, IndexField.KIND, kind);
    return with(query, IndexField.CHAIN, chain);
  }

  private static IndexQuery with(IndexQuery query, IndexField field, @Nullable String value) {
    return value == null ? query : query.with(field, value);
  }

  /** Nanoseconds since the epoch, the first or last that there are where it is beyond them. */
  private static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
