import com.google.adk.agents.LlmAgent;
import com.google.adk.models.BaseLlm;
import com.google.adk.models.BaseLlmConnection;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.sessions.Session;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.BaseTool;
import com.google.adk.tools.FunctionTool;
import com.google.adk.tools.ToolContext;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.Part;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An agent with tools by method and by class, and a scripted model. */
public class AdkHost {
  public static Map<String, Object> weather(
      @Schema(name = "city") String city, @Schema(name = "apiKey") String apiKey) {
    return Map.of("answer", city + ": sun");
  }

  public static Map<String, Object> divide(
      @Schema(name = "a") int a, @Schema(name = "b") int b) {
    return Map.of("answer", a / b);
  }

  /** A tool that is no method. */
  static class Upper extends BaseTool {
    Upper() {
      super("upper", "Writes in capitals");
    }

    @Override
    public Optional<FunctionDeclaration> declaration() {
      return Optional.of(
          FunctionDeclaration.builder().name("upper").description("Writes in capitals").build());
    }

    @Override
    public Single<Map<String, Object>> runAsync(Map<String, Object> args, ToolContext context) {
      return Single.fromCallable(() -> Map.of("answer", args.get("text").toString().toUpperCase()));
    }
  }

  static class Scripted extends BaseLlm {
    static final int DONE = 99;

    private final int turns;
    private int turn;

    /** Asks for as many tools, then is done. */
    Scripted(int turns) {
      super("scripted-1");
      this.turns = turns;
    }

    @Override
    public Flowable<LlmResponse> generateContent(LlmRequest request, boolean stream) {
      return Flowable.fromCallable(this::next);
    }

    /** What it does in a turn. */
    int step(int ofTurn) {
      return ofTurn == turns ? DONE : ofTurn;
    }

    private LlmResponse next() {
      Part part =
          switch (step(turn++)) {
            case 0 -> ask("weather", Map.of("city", "Bern", "apiKey", "key-4711"));
            case 1 -> ask("upper", Map.of("text", "abc", "secret", "s3cret-4712"));
            case 2 -> ask("divide", Map.of("a", 1, "b", 0));
            case DONE -> Part.fromText("done");
            default -> throw new IllegalStateException("the model is away");
          };
      Content content = Content.builder().role("model").parts(List.of(part)).build();
      return Version.counted(LlmResponse.builder().content(content), 10 + turn, 3).build();
    }

    private static Part ask(String tool, Map<String, Object> arguments) {
      return Part.builder()
          .functionCall(FunctionCall.builder().name(tool).args(arguments).build())
          .build();
    }

    @Override
    public BaseLlmConnection connect(LlmRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  public static void main(String[] arguments) throws Exception {
    Dialogue dialogue =
        new Dialogue(
            new Scripted(3),
            FunctionTool.create(AdkHost.class, "weather"),
            FunctionTool.create(AdkHost.class, "divide"),
            new Upper());
    dialogue.say("How is the weather?");
    dialogue.say("And now?");
    Version.more();
    System.exit(0);
  }

  /** An agent and who talks to it. */
  static class Dialogue {
    private final InMemoryRunner runner;
    private final Session session;
    private FunctionCall asked;

    Dialogue(BaseLlm model, BaseTool... tools) {
      runner =
          new InMemoryRunner(
              LlmAgent.builder()
                  .name("forecaster")
                  .description("Forecasts")
                  .model(model)
                  .instruction("Use the tools.")
                  .tools(List.of(tools))
                  .build());
      session = runner.sessionService().createSession(runner.appName(), "amy").blockingGet();
    }

    void say(String text) {
      say(Part.fromText(text));
    }

    void say(Part part) {
      try {
        runner
            .runAsync("amy", session.id(), Content.fromParts(part))
            .blockingForEach(event -> event.content().ifPresent(this::heard));
      } catch (RuntimeException e) {
        System.out.println("failed: " + e.getMessage());
      }
    }

    /** The last call that it asked for. */
    FunctionCall asked() {
      return asked;
    }

    private void heard(Content content) {
      print(content);
      for (Part part : content.parts().orElse(List.of())) {
        asked = part.functionCall().orElse(asked);
      }
    }
  }

  private static void print(Content content) {
    for (Part part : content.parts().orElse(List.of())) {
      part.text().ifPresent(System.out::println);
      part.functionResponse()
          .flatMap(FunctionResponse::response)
          .ifPresent(response -> System.out.println(new TreeMap<>(response)));
    }
  }
}
