import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.orchestration.FunctionResultMetadata;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.plugin.KernelPlugin;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.KernelFunction;
import com.microsoft.semantickernel.semanticfunctions.KernelFunctionArguments;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.semanticfunctions.annotations.KernelFunctionParameter;
import com.microsoft.semantickernel.services.chatcompletion.AuthorRole;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/** Functions of a kernel by annotation and by method, and a scripted chat completion. */
public class SemanticKernelHost {
  public static class Tools {
    @DefineKernelFunction(name = "weather", description = "Tells the weather")
    public String weatherOf(
        @KernelFunctionParameter(name = "city", description = "the city") String city,
        @KernelFunctionParameter(name = "apiKey", description = "a key") String apiKey) {
      return city + ": sun";
    }

    @DefineKernelFunction(name = "divide", description = "Divides", returnType = "java.lang.String")
    public Mono<String> divide(
        @KernelFunctionParameter(name = "a", description = "by whom") String a,
        @KernelFunctionParameter(name = "b", description = "by what") String b) {
      return Mono.fromCallable(() -> "" + Integer.parseInt(a) / Integer.parseInt(b));
    }

    public String upper(
        @KernelFunctionParameter(name = "text", description = "a text") String text) {
      return text.toUpperCase();
    }
  }

  static class ScriptedChatCompletion extends Version {
    private int turn;

    @Override
    public Mono<List<ChatMessageContent<?>>> getChatMessageContentsAsync(
        ChatHistory history, Kernel kernel, InvocationContext context) {
      return Mono.fromCallable(this::answer);
    }

    @Override
    public Mono<List<ChatMessageContent<?>>> getChatMessageContentsAsync(
        String prompt, Kernel kernel, InvocationContext context) {
      return getChatMessageContentsAsync(new ChatHistory(prompt), kernel, context);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<ChatMessageContent<?>> answer() {
      if (turn++ > 0) {
        throw new IllegalStateException("the model is away");
      }
      FunctionResultMetadata metadata = usage();
      return List.of(
          new ChatMessageContent(
              AuthorRole.ASSISTANT, "done", "scripted-1", null, StandardCharsets.UTF_8, metadata));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Tools tools = new Tools();
    KernelPlugin plugin = KernelPluginFactory.createFromObject(tools, "tools");
    ChatCompletionService chat = new ScriptedChatCompletion();
    Kernel kernel =
        Kernel.builder().withPlugin(plugin).withAIService(ChatCompletionService.class, chat).build();
    System.out.println(
        kernel
            .invokeAsync(plugin.<String>get("weather"))
            .withArguments(
                KernelFunctionArguments.builder()
                    .withVariable("city", "Bern")
                    .withVariable("apiKey", "key-4711")
                    .build())
            .block()
            .getResult());
    try {
      kernel
          .invokeAsync(plugin.<String>get("divide"))
          .withArguments(
              KernelFunctionArguments.builder().withVariable("a", "1").withVariable("b", "0").build())
          .block();
    } catch (RuntimeException e) {
      System.out.println("failed");
    }
    KernelFunction<String> upper =
        KernelFunction.<String>createFromMethod(
                Tools.class.getMethod("upper", String.class), tools)
            .build();
    System.out.println(
        kernel
            .invokeAsync(upper)
            .withArguments(KernelFunctionArguments.builder().withVariable("text", "abc").build())
            .block()
            .getResult());
    System.out.println(
        chat.getChatMessageContentsAsync("How is the weather?", kernel, null)
            .block()
            .get(0)
            .getContent());
    try {
      chat.getChatMessageContentsAsync("And now?", kernel, null).block();
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}
