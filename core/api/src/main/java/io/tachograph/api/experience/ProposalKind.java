package io.tachograph.api.experience;

/** What a kernel proposes. */
public enum ProposalKind {
  /** Claims. */
  CLAIMS,
  /** A plan. */
  PLAN,
  /** A classification. */
  CLASSIFICATION,
  /** An evaluation. */
  EVALUATION,
  /** A draft of a document. */
  DRAFT_DOCUMENT,
  /** A chain of reasoning. */
  REASONING
}
