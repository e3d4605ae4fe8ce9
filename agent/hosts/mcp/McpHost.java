import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A server of three tools, two that block and one that does not, and a client by hand. */
public class McpHost {
  private final PrintStream toServer;
  private final BufferedReader fromServer;
  private int id;

  private McpHost(PrintStream toServer, BufferedReader fromServer) {
    this.toServer = toServer;
    this.fromServer = fromServer;
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder().addTextContent(text).isError(false).build();
  }

  private static CallToolResult weather(Map<String, Object> arguments) {
    return text(arguments.get("city") + ": sun");
  }

  private static CallToolResult divide(Map<String, Object> arguments) {
    return text("" + (Integer) arguments.get("a") / (Integer) arguments.get("b"));
  }

  private static CallToolResult refuse(Map<String, Object> arguments) {
    return CallToolResult.builder().addTextContent("not today").isError(true).build();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // What a handler is given differs by version.
  private static SyncToolSpecification tool(
      String name, Function<Map<String, Object>, CallToolResult> body) {
    BiFunction handler = (exchange, request) -> body.apply(Version.arguments(request));
    return new SyncToolSpecification(Version.tool(name), handler);
  }

  private String call(String method, String parameters) throws IOException {
    toServer.println(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(++id, method, parameters));
    return fromServer.readLine();
  }

  private void callTool(String name, String arguments) throws IOException {
    String answer =
        call("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments));
    System.out.println(answer);
    awaitRest();
  }

  /**
   * The server's transport drops an answer that is given while the thread of the one before is still
   * on its way back from giving it, which on a busy machine may be after that was read.
   */
  private static void awaitRest() {
    while (Thread.getAllStackTraces().keySet().stream().anyMatch(McpHost::isAtWork)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isAtWork(Thread thread) {
    boolean isServers = thread.getName().matches("(boundedElastic|parallel|single|stdio|pool).*");
    return isServers
        && (thread.getState() == Thread.State.RUNNABLE
            || thread.getState() == Thread.State.BLOCKED);
  }

  private static McpHost serve(boolean blocking) throws IOException {
    PipedInputStream in = new PipedInputStream();
    PipedInputStream back = new PipedInputStream();
    McpHost host =
        new McpHost(
            new PrintStream(new PipedOutputStream(in), true, StandardCharsets.UTF_8),
            new BufferedReader(new InputStreamReader(back, StandardCharsets.UTF_8)));
    ServerCapabilities capabilities = ServerCapabilities.builder().tools(false).build();
    var transport = Version.stdio(in, new PipedOutputStream(back));
    if (blocking) {
      McpServer.sync(transport)
          .serverInfo("host", "1")
          .capabilities(capabilities)
          .tools(
              tool("weather", McpHost::weather),
              tool("divide", McpHost::divide),
              tool("refuse", McpHost::refuse))
          .build();
    } else {
      McpServer.async(transport)
          .serverInfo("host", "1")
          .capabilities(capabilities)
          .tools(asynchronous())
          .build();
    }
    host.call(
        "initialize",
        "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"by hand\",\"version\":\"1\"}}");
    host.toServer.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return host;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static AsyncToolSpecification asynchronous() {
    BiFunction later =
        (exchange, request) ->
            Mono.fromCallable(() -> weather(Version.arguments(request)))
                .delayElement(java.time.Duration.ofMillis(20));
    return new AsyncToolSpecification(Version.tool("later"), later);
  }

  public static void main(String[] arguments) throws IOException {
    McpHost host = serve(true);
    host.callTool("weather", "{\"city\":\"Bern\",\"apiKey\":\"key-4711\"}");
    host.callTool("divide", "{\"a\":1,\"b\":0}");
    host.callTool("refuse", "{}");
    serve(false).callTool("later", "{\"city\":\"Basel\"}");
    System.exit(0);
  }
}
