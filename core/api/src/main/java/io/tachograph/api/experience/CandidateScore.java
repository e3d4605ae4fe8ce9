package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One that was found, and how well it fits.
 *
 * @param id its id
 * @param score how well it fits
 */
public record CandidateScore(String id, double score) implements JsonForm {
  /** Checks the values. */
  public CandidateScore {
    Require.present("id", id);
    Require.finite("score", score);
  }

  static CandidateScore read(JsonObject object) {
    return new CandidateScore(object.text("id"), object.number("score"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members().put("id", id).put("score", score).toMap();
  }
}
