package io.tachograph.store;

import java.time.Clock;

/**
 * The tables of a store: those of a {@link SqliteStore}, where each operation is a transaction, or
 * those of a {@link StoreWriter}, where all are parts of one.
 */
public abstract sealed class StoreTables permits SqliteStore, StoreWriter {
  private final Missions missions;
  private final MissionArchive missionArchive;
  private final ToolCalls toolCalls;
  private final Decisions decisions;
  private final PlaybookRuns playbookRuns;
  private final Tasks tasks;
  private final Memory memory;
  private final Narrative narrative;
  private final Concepts concepts;
  private final Concerns concerns;
  private final Trajectories trajectories;
  private final Artifacts artifacts;
  private final QualityGates qualityGates;
  private final Roadmaps roadmaps;
  private final AgentSessions agentSessions;

  /**
   * @param clock says what of the memory has expired
   */
  StoreTables(Access access, Clock clock) {
    missions = new Missions(access);
    missionArchive = new MissionArchive(access);
    toolCalls = new ToolCalls(access);
    decisions = new Decisions(access);
    playbookRuns = new PlaybookRuns(access);
    tasks = new Tasks(access);
    memory = new Memory(access, clock);
    narrative = new Narrative(access);
    concepts = new Concepts(access);
    concerns = new Concerns(access);
    trajectories = new Trajectories(access);
    artifacts = new Artifacts(access);
    qualityGates = new QualityGates(access);
    roadmaps = new Roadmaps(access);
    agentSessions = new AgentSessions(access);
  }

  /** The missions, to which most of the other tables' rows belong. */
  public final Missions missions() {
    return missions;
  }

  /** The missions that are over and were put out of the way. */
  public final MissionArchive missionArchive() {
    return missionArchive;
  }

  /** The tool calls. */
  public final ToolCalls toolCalls() {
    return toolCalls;
  }

  /** The decisions. */
  public final Decisions decisions() {
    return decisions;
  }

  /** The runs of playbooks. */
  public final PlaybookRuns playbookRuns() {
    return playbookRuns;
  }

  /** The tasks. */
  public final Tasks tasks() {
    return tasks;
  }

  /** What agents remember. */
  public final Memory memory() {
    return memory;
  }

  /** A summary of each session. */
  public final Narrative narrative() {
    return narrative;
  }

  /** The concepts of the missions' domains. */
  public final Concepts concepts() {
    return concepts;
  }

  /** The concerns of the missions' domains. */
  public final Concerns concerns() {
    return concerns;
  }

  /** Where each mission stands. */
  public final Trajectories trajectories() {
    return trajectories;
  }

  /** What the missions made. */
  public final Artifacts artifacts() {
    return artifacts;
  }

  /** What the quality gates said. */
  public final QualityGates qualityGates() {
    return qualityGates;
  }

  /** The roadmaps. */
  public final Roadmaps roadmaps() {
    return roadmaps;
  }

  /** The sessions in which agents work. */
  public final AgentSessions agentSessions() {
    return agentSessions;
  }
}
