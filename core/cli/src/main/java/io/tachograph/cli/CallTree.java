package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened, in its order: calls hold what ran inside of them, and events stand in the call in
 * which they happened. Entries are added as the ledger has them. For one thread.
 */
final class CallTree {
  /** A call, or an event that is none. */
  static final class Node {
    private final Entry entry;
    private final JsonNode body;
    private final List<Node> inside = new ArrayList<>();
    private @Nullable Entry end;
    private @Nullable JsonNode endBody;

    private Node(Entry entry, JsonNode body) {
      this.entry = entry;
      this.body = body;
    }

    /** The start of a call, or the event; the end of a call whose start is not there. */
    Entry entry() {
      return entry;
    }

    JsonNode data() {
      return body.path("data");
    }

    JsonNode body() {
      return body;
    }

    /** How the call ended, or null if it has not, or is no call. */
    @Nullable Entry end() {
      return end;
    }

    /** What the end says; missing where there is none. */
    JsonNode endData() {
      JsonNode said = endBody;
      return said == null ? MissingNode.getInstance() : said.path("data");
    }

    boolean isCall() {
      return EntryKind.of(entry.type()).isCall();
    }

    boolean isTask() {
      return isCall() && entry.type().startsWith("task_");
    }

    boolean isModelCall() {
      return entry.type().equals("model_call");
    }

    /** Whether it is known to have gone wrong. */
    boolean isFailed() {
      Entry last = end == null ? entry : end;
      return last.type().endsWith("_failed") || data().has("error");
    }

    List<Node> inside() {
      return inside;
    }
  }

  private final Map<String, Node> calls = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  /** Takes the next entry. */
  void add(Entry entry, JsonNode body) {
    String id = body.path("task_id").textValue();
    Node begun = id == null ? null : calls.get(id);
    boolean isEnd = EntryKind.of(entry.type()) == EntryKind.CALL_END;
    Node node = begun != null && isEnd ? begun : new Node(entry, body);
    if (isEnd) {
      node.end = entry;
      node.endBody = body;
    }
    if (node != begun) {
      if (id != null && node.isCall()) {
        calls.put(id, node);
      }
      String parent = body.path("parent_id").textValue();
      Node around = parent == null ? null : calls.get(parent);
      (around == null ? roots : around.inside).add(node);
    }
  }

  /** The call of that id, or null. */
  @Nullable Node call(String id) {
    return calls.get(id);
  }

  /** What stands in no call that is there. */
  List<Node> roots() {
    return roots;
  }
}
