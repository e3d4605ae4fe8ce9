package io.tachograph.api.experience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of governed artifact something is: one of those below, or another that has a name.
 *
 * @param name what it is called
 * @param isOther whether it is none of those below
 */
public record ArtifactKind(String name, boolean isOther) implements JsonForm {
  private static final List<String> KNOWN =
      List.of("Adapter", "Pack", "Policy", "TruthFile", "EvalSuite");

  /** An adapter of a model. */
  public static final ArtifactKind ADAPTER = new ArtifactKind("Adapter", false);

  /** A pack. */
  public static final ArtifactKind PACK = new ArtifactKind("Pack", false);

  /** A policy. */
  public static final ArtifactKind POLICY = new ArtifactKind("Policy", false);

  /** A file of truths. */
  public static final ArtifactKind TRUTH_FILE = new ArtifactKind("TruthFile", false);

  /** A suite of evaluations. */
  public static final ArtifactKind EVAL_SUITE = new ArtifactKind("EvalSuite", false);

  private static final String OTHER = "Other";

  /** Checks the name. */
  public ArtifactKind {
    Require.present("artifact_kind", name);
    if (!isOther && !KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          "artifact_kind is one of " + String.join(", ", KNOWN) + ", or another: name=" + name);
    }
  }

  /** Another kind. */
  public static ArtifactKind other(String name) {
    return new ArtifactKind(name, true);
  }

  static ArtifactKind read(@Nullable Object json, String at) {
    Variant variant = Variant.read(json, at);
    if (!variant.name().equals(OTHER)) {
      return new ArtifactKind(variant.name(), false);
    } else if (variant.value() instanceof String name) {
      return other(name);
    }
    throw new IllegalArgumentException(at + " is another kind without its name");
  }

  @Override
  public @Nullable Object toJson() {
    return (isOther ? Variant.of(OTHER, name) : Variant.of(name)).toJson();
  }
}
