import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What differs by version. */
final class Version {
  static McpSchema.Tool tool(String name) {
    return McpSchema.Tool.builder(name, Map.of("type", "object")).description(name).build();
  }

  static StdioServerTransportProvider stdio(InputStream in, OutputStream out) {
    return new StdioServerTransportProvider(McpJsonDefaults.getMapper(), in, out);
  }

  static Map<String, Object> arguments(Object request) {
    return ((McpSchema.CallToolRequest) request).arguments();
  }
}
