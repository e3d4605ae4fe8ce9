package io.tachograph.api.experience;

/** Those of several forms that say in their JSON which one they are, as {@code type}. */
final class TypedForms {
  private TypedForms() {}

  static String nameOf(PolicySnapshot snapshot) {
    if (snapshot instanceof KernelPolicy) {
      return "Kernel";
    }
    return snapshot instanceof RoutingPolicy ? "Routing" : "Recall";
  }

  static PolicySnapshot snapshot(JsonObject object) {
    JsonObject policy = object.object("policy");
    return switch (object.text("type")) {
      case "Kernel" -> KernelPolicy.read(policy);
      case "Routing" -> RoutingPolicy.read(policy);
      case "Recall" -> RecallPolicy.read(policy);
      default -> throw unknown(object, "Kernel, Routing or Recall");
    };
  }

  static ReplayTrace trace(JsonObject object) {
    return switch (object.text("type")) {
      case "Local" -> LocalTrace.read(object);
      case "Remote" -> RemoteTrace.read(object);
      default -> throw unknown(object, "Local or Remote");
    };
  }

  private static IllegalArgumentException unknown(JsonObject object, String known) {
    String at = object.at("type");
    return new IllegalArgumentException(
        at + " is " + known + ": " + at + "=" + object.text("type"));
  }
}
