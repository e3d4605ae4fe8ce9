package io.tachograph.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tachograph.format.Entry;
import io.tachograph.verifier.JsonObjectCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes an entry's body as a JSON value on one line: as it was recorded, not as a parser would
 * write it again. What is no JSON object becomes a text. For one thread.
 */
final class JsonBody {
  private final JsonObjectCheck check = new JsonObjectCheck();

  void write(JsonGenerator json, Entry entry) throws IOException {
    byte[] body = entry.body();
    if (check.isObject(body, 0, body.length)) {
      for (int i = 0; i < body.length; i++) {
        // In JSON a line break stands between tokens alone.
        if (body[i] == '\n' || body[i] == '\r') {
          body[i] = ' ';
        }
      }
      json.writeRawValue(new String(body, StandardCharsets.UTF_8));
    } else {
      json.writeString(entry.bodyText());
    }
  }
}
