package io.tachograph.api.experience;

/** What something is recalled for. */
public enum RecallPurpose {
  /** As a hint in a prompt. */
  RUNTIME_AUGMENTATION,
  /** To choose what to train on. */
  TRAINING_CANDIDATE_SELECTION
}
