package io.tachograph.agent.preset;

import io.tachograph.agent.CallReading;
import io.tachograph.recorder.ModelAnswer;
import io.tachograph.recorder.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls of a framework's interface to models. Immutable.
 *
 * @param provider where the provider is, or null to take it from the class's name
 * @param suffix what the names of such classes end in, left out of the provider
 * @param model where the model's name is, as far as it is known before
 * @param prompt where the list of messages is
 * @param role where in a message is whose it is
 * @param text where in a message is what it says
 * @param answer reads what it answers
 */
record ModelReading(
    @Nullable Source provider,
    String suffix,
    Source model,
    Source prompt,
    Path role,
    Path text,
    Answer answer)
    implements CallReading {
  private static final int MAX_MESSAGES = 1_000;

  /**
   * Where in an answer its facts are; the model it names itself counts before the one asked for.
   */
  record Answer(
      Path model, Path tokensIn, Path tokensOut, Path finishReason, Path text, boolean texts) {
    static Answer of(String model, String in, String out, String finishReason, String text) {
      return new Answer(
          Path.of(model), Path.of(in), Path.of(out), Path.of(finishReason), Path.of(text), false);
    }

    Answer withText() {
      return new Answer(model, tokensIn, tokensOut, finishReason, text, true);
    }

    ModelAnswer read(Object returned) {
      return new ModelAnswer(
          model.text(returned),
          tokensIn.number(returned),
          tokensOut.number(returned),
          finishReason.text(returned),
          texts ? text.text(returned) : null);
    }
  }

  @Override
  public ModelRequest request(@Nullable Object self, Object[] arguments, boolean prompts) {
    Answer reading = prompts ? answer.withText() : answer;
    return new ModelRequest(
        providerOf(self, arguments),
        model.textIn(self, arguments),
        prompts ? messages(prompt.in(self, arguments)) : null,
        reading::read);
  }

  private @Nullable String providerOf(@Nullable Object self, Object[] arguments) {
    if (provider != null) {
      return provider.textIn(self, arguments);
    }
    if (self == null) {
      return null;
    }
    String name = self.getClass().getSimpleName();
    return name.endsWith(suffix) && name.length() > suffix.length()
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }

  private List<Map<String, String>> messages(@Nullable Object prompted) {
    List<Map<String, String>> messages = new ArrayList<>();
    if (prompted instanceof String one) {
      messages.add(Map.of("text", one));
    } else if (prompted instanceof Iterable<?> all) {
      for (Object message : all) {
        if (messages.size() < MAX_MESSAGES) {
          messages.add(message(message));
        }
      }
    }
    return messages;
  }

  private Map<String, String> message(Object message) {
    String who = role.text(message);
    String what = text.text(message);
    return Map.of("role", who == null ? "" : who, "text", what == null ? "" : what);
  }
}
