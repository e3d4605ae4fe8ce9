import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Tools by annotation and by hand, behind an AI service with a scripted model. */
public class LangChain4jHost {
  interface Assistant {
    String answer(String question);
  }

  static class Tools {
    @Tool(name = "weather", value = "Tells the weather")
    String weatherOf(@P("the city") String city, @P("an api key") String apiKey) {
      return city + ": sun";
    }

    @Tool("Divides")
    int divide(int a, int b) {
      return a / b;
    }
  }

  /** A tool that no annotation marks. */
  static class Upper implements ToolExecutor {
    @Override
    public String execute(ToolExecutionRequest request, Object memoryId) {
      return request.arguments().toUpperCase();
    }
  }

  static class Scripted implements ChatModel {
    private int turn;

    @Override
    public ModelProvider provider() {
      return ModelProvider.OLLAMA;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      ChatResponse.Builder response =
          ChatResponse.builder()
              .modelName("scripted-1")
              .tokenUsage(new TokenUsage(10 + turn, 3))
              .finishReason(turn < 3 ? FinishReason.TOOL_EXECUTION : FinishReason.STOP);
      return switch (turn++) {
        case 0 -> response.aiMessage(ask("weather", "{\"arg0\":\"Bern\",\"arg1\":\"key-4711\"}")).build();
        case 1 -> response.aiMessage(ask("divide", "{\"arg0\":1,\"arg1\":0}")).build();
        case 2 -> response.aiMessage(ask("upper", "{\"text\":\"abc\",\"secret\":\"s3cret-4712\"}")).build();
        default -> response.aiMessage(AiMessage.from("done")).build();
      };
    }

  }

  private static AiMessage ask(String tool, String arguments) {
    return AiMessage.from(
        ToolExecutionRequest.builder().id("c").name(tool).arguments(arguments).build());
  }

  static class Broken implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      throw new IllegalStateException("the model is away");
    }
  }

  /** Answers on a thread of its own. */
  static class Streaming implements StreamingChatModel {
    private int turn;

    @Override
    public ModelProvider provider() {
      return ModelProvider.OLLAMA;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      ChatResponse.Builder response =
          ChatResponse.builder().modelName("scripted-2").tokenUsage(new TokenUsage(20 + turn, 4));
      Thread client =
          new Thread(
              turn++ == 0
                  ? () -> handler.onCompleteResponse(
                      response
                          .aiMessage(ask("weather", "{\"arg0\":\"Basel\",\"arg1\":\"key-4713\"}"))
                          .finishReason(FinishReason.TOOL_EXECUTION)
                          .build())
                  : () -> {
                    handler.onPartialResponse("do");
                    handler.onPartialResponse("ne");
                    handler.onCompleteResponse(
                        response
                            .aiMessage(AiMessage.from("done"))
                            .finishReason(FinishReason.STOP)
                            .build());
                  });
      client.start();
    }
  }

  static class BrokenStreaming implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      new Thread(() -> handler.onError(new IllegalStateException("the stream broke"))).start();
    }
  }

  /** It throws before there is an answer. */
  static class RefusingStreaming implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      throw new IllegalStateException("no stream for you");
    }
  }

  interface StreamingAssistant {
    TokenStream answer(String question);
  }

  @FunctionalInterface
  interface Asking {
    void ask(StreamingChatResponseHandler handler) throws Exception;
  }

  private static String awaited(Asking asking) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    asking.ask(
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String part) {}

          @Override
          public void onCompleteResponse(ChatResponse response) {
            answer.complete(response.aiMessage().text());
          }

          @Override
          public void onError(Throwable error) {
            answer.complete(error.getMessage());
          }
        });
    return answer.get();
  }

  private static void stream() throws Exception {
    StreamingAssistant assistant =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(new Streaming())
            .tools(new Tools())
            .build();
    CompletableFuture<String> answer = new CompletableFuture<>();
    StringBuilder parts = new StringBuilder();
    assistant
        .answer("How is the weather there?")
        .onPartialResponse(parts::append)
        .onCompleteResponse(response -> answer.complete(response.aiMessage().text() + " " + parts))
        .onError(answer::completeExceptionally)
        .start();
    System.out.println(answer.get());
    System.out.println(awaited(handler -> new BrokenStreaming().chat("anybody there?", handler)));
    try {
      new RefusingStreaming().chat("anybody there?", null);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }

  public static void main(String[] arguments) throws Exception {
    ToolSpecification upper =
        ToolSpecification.builder()
            .name("upper")
            .description("Writes in capitals")
            .parameters(JsonObjectSchema.builder().addStringProperty("text").build())
            .build();
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(new Scripted())
            .tools(new Tools())
            .tools(Map.of(upper, new Upper()))
            .build();
    System.out.println(assistant.answer("How is the weather?"));
    try {
      new Broken().chat("anybody there?");
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
    stream();
  }
}
