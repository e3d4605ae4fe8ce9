package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was recalled into a prompt.
 *
 * @param corpusFingerprint which corpus, and in which state
 * @param candidateIds what was found, best first
 * @param candidateScores how well each fits
 * @param injectedCount how many of them went into the prompt
 */
public record RecallTrace(
    String corpusFingerprint,
    List<String> candidateIds,
    List<Double> candidateScores,
    long injectedCount)
    implements JsonForm {
  /** Checks the values. */
  public RecallTrace {
    Require.present("corpus_fingerprint", corpusFingerprint);
    candidateIds = Require.list("candidate_ids", candidateIds);
    candidateScores = Require.list("candidate_scores", candidateScores);
    Require.count("injected_count", injectedCount);
  }

  static RecallTrace read(JsonObject object) {
    return new RecallTrace(
        object.text("corpus_fingerprint"),
        object.texts("candidate_ids"),
        object.numbers("candidate_scores"),
        object.count("injected_count"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("corpus_fingerprint", corpusFingerprint)
        .put("candidate_ids", candidateIds)
        .put("candidate_scores", candidateScores)
        .put("injected_count", injectedCount)
        .toMap();
  }
}
