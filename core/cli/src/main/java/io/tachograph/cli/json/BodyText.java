package io.tachograph.cli.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tachograph.format.Entry;
import io.tachograph.verifier.JsonObjectCheck;
import java.nio.charset.StandardCharsets;

/**
 * An entry's body as a JSON value on one line: as it was recorded, not as a parser would write it
 * again. What is no JSON object becomes a text. For one thread.
 */
public final class BodyText {
  private final JsonObjectCheck check = new JsonObjectCheck();

  /** One for any number of entries. */
  public BodyText() {}

  /** The value. */
  public String of(Entry entry) {
    byte[] body = entry.body();
    if (!check.isObject(body, 0, body.length)) {
      return Json.line(JsonNodeFactory.instance.textNode(entry.bodyText()));
    }
    for (int i = 0; i < body.length; i++) {
      // In JSON a line break stands between tokens alone.
      if (body[i] == '\n' || body[i] == '\r') {
        body[i] = ' ';
      }
    }
    return new String(body, StandardCharsets.UTF_8);
  }
}
