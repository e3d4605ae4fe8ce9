package io.tachograph.api.experience;

import java.util.List;

/**
 * An append-only store of experience events. Thread-safe.
 *
 * <p>Every method throws {@link ExperienceStoreException.StorageError} where what keeps the events
 * cannot be read or written.
 */
public interface ExperienceStore {
  /** Keeps an event behind all others. */
  void appendEvent(ExperienceEventEnvelope event);

  /**
   * Keeps events behind all others in that order, with none of another between them: all or none.
   */
  void appendEvents(List<ExperienceEventEnvelope> events);

  /** The events that are asked for, in the order in which they were appended. */
  List<ExperienceEventEnvelope> queryEvents(EventQuery query);

  /** The governed artifacts that are asked for, as their last transitions left them. */
  List<GovernedArtifact> queryArtifacts(ArtifactQuery query);

  /**
   * Keeps a transition of a governed artifact as an event of its own, that happened at the
   * transition's time, of its tenant.
   */
  default void writeArtifactStateTransition(
      String artifactId, ArtifactKind kind, LifecycleEvent transition) {
    appendEvent(
        ExperienceEventEnvelope.of(new ArtifactStateTransitioned(artifactId, kind, transition))
            .withTimestamp(transition.timestamp())
            .withTenant(transition.tenantId()));
  }

  /**
   * How an answer of a model came about.
   *
   * @param traceLinkId the id under which a {@link ReplayTraceRecorded} keeps it; the last one of
   *     that id counts
   * @throws ExperienceStoreException.NotFound if none does
   */
  ReplayTrace getTraceLink(String traceLinkId);
}
