package io.tachograph.agent.preset;

import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Servers of the MCP Java SDK: the request handler of {@code tools/call}, which each call of a tool
 * passes, blocking or not, over whatever transport. It is a lambda of the server's.
 */
final class McpServer {
  static final String NAME = "mcp-server";

  private static final String SERVER = "io.modelcontextprotocol.server.McpAsyncServer";
  private static final String STATELESS = "io.modelcontextprotocol.server.McpStatelessAsyncServer";
  private static final String HANDLER = "lambda$toolsCallRequestHandler$*";
  private static final String RETURNS = "Ljava/lang/Object;)Lreactor/core/publisher/Mono;";

  private static final ToolReading CALL =
      ToolReading.of(Source.argument(1, "name"), Source.argument(1, "arguments"))
          .failedIf("isError", "content.first.text");

  private McpServer() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(),
        Stream.of(
                handler(SERVER, "(Lio/modelcontextprotocol/server/McpAsyncServerExchange;"),
                handler(STATELESS, "(Lio/modelcontextprotocol/common/McpTransportContext;"),
                handler(STATELESS, "(Lio/modelcontextprotocol/server/McpTransportContext;")
                    .whereItIs())
            .toList(),
        List.of(new Expectation("io.modelcontextprotocol.server.", SERVER)));
  }

  private static MarkedMethod handler(String type, String parameters) {
    return MarkedMethod.of(NAME, CallKind.TOOL, type, HANDLER)
        .withDescriptor(parameters + RETURNS)
        .itselfOnly()
        .readBy(CALL, ToolReading.PARAMETERS);
  }
}
