package io.tachograph.api.experience;

/** Why a trace is less replayable than it was said to be. */
public enum DowngradeReason {
  /** The embedder gives other vectors for the same text. */
  RECALL_EMBEDDER_NOT_DETERMINISTIC,
  /** Nobody knows which state of the corpus was searched. */
  RECALL_CORPUS_NOT_CONTENT_ADDRESSED,
  /** A remote backend answered. */
  REMOTE_BACKEND_USED,
  /** There was no seed. */
  NO_SEED_PROVIDED,
  /** More than one of these. */
  MULTIPLE_REASONS
}
