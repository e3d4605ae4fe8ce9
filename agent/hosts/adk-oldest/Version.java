import com.google.adk.models.LlmResponse;

/** What differs by version: this one counts no tokens. */
final class Version {
  static void more() {}

  static LlmResponse.Builder counted(LlmResponse.Builder response, int in, int out) {
    return response;
  }
}
