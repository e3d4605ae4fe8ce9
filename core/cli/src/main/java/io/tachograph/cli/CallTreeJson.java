package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.CallTree.Node;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import java.util.List;

/** A {@link CallTree} as JSON: each node with what was recorded, and what is inside of it. */
final class CallTreeJson {
  private CallTreeJson() {}

  static void addAll(ArrayNode to, List<Node> nodes) {
    nodes.forEach(node -> to.add(of(node)));
  }

  static ObjectNode of(Node node) {
    ObjectNode tree = Json.object();
    Entry entry = node.entry();
    tree.put("type", entry.type());
    tree.put("seq", entry.seq());
    tree.put("time", entry.time().toString());
    for (String name : List.of("task_id", "agent_id")) {
      put(tree, name, node.body().path(name));
    }
    tree.set("data", node.data());
    Entry end = node.end();
    if (end != null && end.seq() != entry.seq()) {
      ObjectNode ended = tree.putObject("end");
      ended.put("type", end.type());
      ended.put("seq", end.seq());
      ended.put("time", end.time().toString());
      ended.set("data", node.endData());
    }
    if (!node.inside().isEmpty()) {
      addAll(tree.putArray("inside"), node.inside());
    }
    return tree;
  }

  private static void put(ObjectNode tree, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      tree.set(name, value);
    }
  }
}
