package io.tachograph.cli;

import io.tachograph.cli.CallTree.Node;
import java.util.ArrayList;
import java.util.List;

/** How many of what a {@link CallTree} holds. */
final class CallCounts {
  private int tasks;
  private int tools;
  private int failedTools;
  private int failedTasks;
  private int unfinished;
  private int modelCalls;
  private int events;
  private long tokensIn;
  private long tokensOut;

  private CallCounts() {}

  static CallCounts of(List<Node> nodes) {
    CallCounts counts = new CallCounts();
    counts.add(nodes);
    return counts;
  }

  private void add(List<Node> nodes) {
    for (Node node : nodes) {
      if (node.isCall()) {
        int failed = node.isFailed() ? 1 : 0;
        tasks += node.isTask() ? 1 : 0;
        failedTasks += node.isTask() ? failed : 0;
        tools += node.isTask() ? 0 : 1;
        failedTools += node.isTask() ? 0 : failed;
        unfinished += node.end() == null ? 1 : 0;
      } else if (node.isModelCall()) {
        modelCalls++;
        tokensIn += node.data().path("tokens_in").asLong();
        tokensOut += node.data().path("tokens_out").asLong();
      } else {
        events++;
      }
      add(node.inside());
    }
  }

  /** As a line of words; what there is none of is not said. */
  String words() {
    List<String> words = new ArrayList<>();
    add(words, tasks, "task", failedTasks);
    add(words, tools, "tool call", failedTools);
    add(words, modelCalls, "model call", 0);
    if (tokensIn + tokensOut > 0) {
      words.add(tokensIn + " tokens in, " + tokensOut + " out");
    }
    add(words, events, "event", 0);
    if (unfinished > 0) {
      words.add(unfinished + " without an end");
    }
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  private static void add(List<String> words, int count, String what, int failed) {
    if (count > 0) {
      String failures = failed == 0 ? "" : " (" + failed + " failed)";
      words.add(count + " " + what + (count == 1 ? "" : "s") + failures);
    }
  }
}
