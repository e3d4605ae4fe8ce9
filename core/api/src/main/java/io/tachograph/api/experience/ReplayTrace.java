package io.tachograph.api.experience;

/** How an answer of a model came about. */
public sealed interface ReplayTrace extends JsonForm permits LocalTrace, RemoteTrace {
  /** Whether the answer can be made again. */
  Replayability replayability();
}
