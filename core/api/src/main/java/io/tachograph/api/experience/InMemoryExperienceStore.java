package io.tachograph.api.experience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A store that is gone with the process, for tests and trials. Thread-safe. */
public final class InMemoryExperienceStore implements ExperienceStore {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ExperienceEventEnvelope> events = new ArrayList<>();
  private final ArtifactStates artifacts = new ArtifactStates();
  private final Map<String, ReplayTrace> traces = new HashMap<>();

  /** An empty one. */
  public InMemoryExperienceStore() {}

  @Override
  public void appendEvent(ExperienceEventEnvelope event) {
    appendEvents(List.of(event));
  }

  @Override
  public void appendEvents(List<ExperienceEventEnvelope> all) {
    List<ExperienceEventEnvelope> whole = List.copyOf(all);
    lock.lock();
    try {
      events.addAll(whole);
      for (ExperienceEventEnvelope event : whole) {
        artifacts.add(event);
        if (event.event() instanceof ReplayTraceRecorded trace) {
          traces.put(trace.traceLinkId(), trace.traceLink());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<ExperienceEventEnvelope> queryEvents(EventQuery query) {
    lock.lock();
    try {
      return events.stream().filter(query::asksFor).limit(query.limit()).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<GovernedArtifact> queryArtifacts(ArtifactQuery query) {
    lock.lock();
    try {
      return artifacts.matching(query);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ReplayTrace getTraceLink(String traceLinkId) {
    @Nullable ReplayTrace trace;
    lock.lock();
    try {
      trace = traces.get(traceLinkId);
    } finally {
      lock.unlock();
    }
    if (trace == null) {
      throw new ExperienceStoreException.NotFound(
          "no trace is kept under this id: trace_link_id=" + traceLinkId);
    }
    return trace;
  }
}
