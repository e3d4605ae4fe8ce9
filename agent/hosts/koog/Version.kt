import ai.koog.agents.core.tools.SimpleTool
import ai.koog.agents.core.tools.ToolDescriptor
import ai.koog.agents.core.tools.ToolRegistry
import ai.koog.prompt.Prompt
import ai.koog.prompt.dsl.ModerationResult
import ai.koog.prompt.executor.model.PromptExecutor
import ai.koog.prompt.llm.LLMProvider
import ai.koog.prompt.llm.LLModel
import ai.koog.prompt.message.Message
import ai.koog.prompt.message.MessagePart
import ai.koog.prompt.message.ResponseMetaInfo
import ai.koog.prompt.streaming.StreamFrame
import ai.koog.serialization.typeToken
import kotlin.time.Instant
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.Serializable

// What differs by version.

fun registry() = ToolRegistry {
    tools(Tools())
    tool(Upper)
}

val model = LLModel(LLMProvider.Ollama, "scripted", listOf())

@Serializable data class Text(val text: String, val secret: String)

object Upper : SimpleTool<Text>(typeToken<Text>(), "upper", "Writes in capitals") {
    override suspend fun execute(args: Text): String = args.text.uppercase()
}

class Scripted : PromptExecutor() {
    private var turn = 0

    override suspend fun execute(prompt: Prompt, model: LLModel, tools: List<ToolDescriptor>): Message.Assistant =
        when (turn++) {
            0 -> ask("weather", """{"city":"Bern","apiKey":"key-4711"}""")
            1 -> ask("divide", """{"a":1,"b":0}""")
            2 -> ask("upper", """{"text":"abc","secret":"s3cret-4712"}""")
            3 -> Message.Assistant("done", counted(), "stop")
            else -> throw IllegalStateException("the model is away")
        }

    private fun ask(tool: String, arguments: String) =
        Message.Assistant(MessagePart.Tool.Call("c$turn", tool, arguments), counted(), "tool_calls")

    private fun counted() = ResponseMetaInfo(Instant.fromEpochMilliseconds(0), 13 + turn, 10 + turn, 3, "scripted-1")

    override fun executeStreaming(prompt: Prompt, model: LLModel, tools: List<ToolDescriptor>): Flow<StreamFrame> =
        throw UnsupportedOperationException()

    override suspend fun moderate(prompt: Prompt, model: LLModel): ModerationResult = throw UnsupportedOperationException()

    override fun close() {}
}
