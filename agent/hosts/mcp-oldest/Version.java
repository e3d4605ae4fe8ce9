import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What differs by version. */
final class Version {
  static McpSchema.Tool tool(String name) {
    return new McpSchema.Tool(name, name, "{\"type\":\"object\"}");
  }

  static StdioServerTransportProvider stdio(InputStream in, OutputStream out) {
    return new StdioServerTransportProvider(new ObjectMapper(), in, out);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> arguments(Object request) {
    return (Map<String, Object>) request;
  }
}
