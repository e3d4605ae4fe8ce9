package io.tachograph.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.List;

/** What a model is told so far: its own requests, and what the tools answered to them. */
final class Conversation {
  private final List<ChatMessage> messages;

  Conversation(List<ChatMessage> messages) {
    this.messages = messages;
  }

  /** How often the model has spoken. */
  int turns() {
    return (int) messages.stream().filter(AiMessage.class::isInstance).count();
  }

  /** What the last call of a tool answered, whether a result or an error's message. */
  String lastAnswer(String tool) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof ToolExecutionResultMessage result
          && result.toolName().equals(tool)) {
        return result.text();
      }
    }
    throw new IllegalStateException("the tool has not answered: tool=" + tool);
  }

  /** The first answer of a tool. */
  String firstAnswer(String tool) {
    return messages.stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(ToolExecutionResultMessage.class::cast)
        .filter(result -> result.toolName().equals(tool))
        .map(ToolExecutionResultMessage::text)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the tool has not answered: tool=" + tool));
  }

  JsonNode lastTree(String tool) {
    return Json.tree(lastAnswer(tool));
  }
}
