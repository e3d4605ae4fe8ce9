package io.tachograph.api.experience;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the answer of a recall came about.
 *
 * @param queryHash the hash of what was asked
 * @param embeddingInputHash the hash of the text that was embedded
 * @param embeddingHash the hash of the vector
 * @param embedderId what embedded it
 * @param embedderSettingsHash the hash of that one's settings
 * @param corpusFingerprint which corpus, and in which state
 * @param policySnapshotHash the hash of the policy in force
 * @param purpose what it is for; a prompt where JSON does not say
 * @param consumers who gets it
 * @param candidateScores what was found, best first
 * @param candidatesSearched how many were searched
 * @param candidatesReturned how many were returned
 * @param stopReason why it stopped, or null
 * @param latencyMs how long it took, in milliseconds
 * @param timestamp when it was done
 * @param signature a signature over this, or {@code unsigned}
 */
public record RecallProvenanceEnvelope(
    String queryHash,
    String embeddingInputHash,
    String embeddingHash,
    String embedderId,
    String embedderSettingsHash,
    String corpusFingerprint,
    String policySnapshotHash,
    RecallPurpose purpose,
    List<RecallConsumer> consumers,
    List<CandidateScore> candidateScores,
    long candidatesSearched,
    long candidatesReturned,
    @Nullable RecallStopReason stopReason,
    long latencyMs,
    Instant timestamp,
    String signature)
    implements JsonForm {
  /** What stands for a signature where there is none. */
  public static final String UNSIGNED = "unsigned";

  /** Checks the values. */
  public RecallProvenanceEnvelope {
    Require.present("query_hash", queryHash);
    Require.present("embedding_input_hash", embeddingInputHash);
    Require.present("embedding_hash", embeddingHash);
    Require.present("embedder_id", embedderId);
    Require.present("embedder_settings_hash", embedderSettingsHash);
    Require.present("corpus_fingerprint", corpusFingerprint);
    Require.present("policy_snapshot_hash", policySnapshotHash);
    Require.present("purpose", purpose);
    consumers = Require.list("consumers", consumers);
    candidateScores = Require.list("candidate_scores", candidateScores);
    Require.count("candidates_searched", candidatesSearched);
    Require.count("candidates_returned", candidatesReturned);
    Require.count("latency_ms", latencyMs);
    Require.present("timestamp", timestamp);
    Require.present("signature", signature);
  }

  static RecallProvenanceEnvelope read(JsonObject object) {
    RecallPurpose purpose = object.variantOrNull("purpose", RecallPurpose.class);
    String signature = object.textOrNull("signature");
    return new RecallProvenanceEnvelope(
        object.text("query_hash"),
        object.text("embedding_input_hash"),
        object.text("embedding_hash"),
        object.text("embedder_id"),
        object.text("embedder_settings_hash"),
        object.text("corpus_fingerprint"),
        object.text("policy_snapshot_hash"),
        purpose == null ? RecallPurpose.RUNTIME_AUGMENTATION : purpose,
        object.valueOrNull("consumers") == null
            ? List.of()
            : object.variants("consumers", RecallConsumer.class),
        object.objects("candidate_scores", CandidateScore::read),
        object.count("candidates_searched"),
        object.count("candidates_returned"),
        object.variantOrNull("stop_reason", RecallStopReason.class),
        object.count("latency_ms"),
        object.time("timestamp"),
        signature == null ? UNSIGNED : signature);
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("query_hash", queryHash)
        .put("embedding_input_hash", embeddingInputHash)
        .put("embedding_hash", embeddingHash)
        .put("embedder_id", embedderId)
        .put("embedder_settings_hash", embedderSettingsHash)
        .put("corpus_fingerprint", corpusFingerprint)
        .put("policy_snapshot_hash", policySnapshotHash)
        .put("purpose", purpose)
        .put("consumers", consumers)
        .put("candidate_scores", candidateScores)
        .put("candidates_searched", candidatesSearched)
        .put("candidates_returned", candidatesReturned)
        .put("stop_reason", stopReason)
        .put("latency_ms", latencyMs)
        .put("timestamp", timestamp)
        .put("signature", signature)
        .toMap();
  }
}
