import ai.koog.agents.core.tools.SimpleTool
import ai.koog.agents.core.tools.ToolDescriptor
import ai.koog.agents.core.tools.ToolRegistry
import ai.koog.agents.core.tools.reflect.asTools
import ai.koog.prompt.dsl.ModerationResult
import ai.koog.prompt.dsl.Prompt
import ai.koog.prompt.executor.model.PromptExecutor
import ai.koog.prompt.llm.LLMProvider
import ai.koog.prompt.llm.LLModel
import ai.koog.prompt.message.Message
import ai.koog.prompt.message.ResponseMetaInfo
import ai.koog.prompt.streaming.StreamFrame
import kotlinx.coroutines.flow.Flow
import kotlinx.datetime.Instant
import kotlinx.serialization.Serializable

// What differs by version.

fun registry() = ToolRegistry {
    tools(Tools().asTools())
    tool(Upper)
}

val model = LLModel(LLMProvider.Ollama, "scripted", listOf(), 1000)

@Serializable data class Text(val text: String, val secret: String)

object Upper : SimpleTool<Text>() {
    override val argsSerializer = Text.serializer()
    override val name = "upper"
    override val description = "Writes in capitals"

    override suspend fun doExecute(args: Text): String = args.text.uppercase()
}

class Scripted : PromptExecutor {
    private var turn = 0

    override suspend fun execute(prompt: Prompt, model: LLModel, tools: List<ToolDescriptor>): List<Message.Response> =
        when (turn++) {
            0 -> ask("weather", """{"city":"Bern","apiKey":"key-4711"}""")
            1 -> ask("divide", """{"a":1,"b":0}""")
            2 -> ask("upper", """{"text":"abc","secret":"s3cret-4712"}""")
            3 -> listOf(Message.Assistant("done", counted(), finishReason = "stop"))
            else -> throw IllegalStateException("the model is away")
        }

    private fun ask(tool: String, arguments: String) = listOf(Message.Tool.Call("c$turn", tool, arguments, counted()))

    private fun counted() = ResponseMetaInfo(Instant.fromEpochMilliseconds(0), 13 + turn, 10 + turn, 3)

    override fun executeStreaming(prompt: Prompt, model: LLModel, tools: List<ToolDescriptor>): Flow<StreamFrame> =
        throw UnsupportedOperationException()

    override suspend fun moderate(prompt: Prompt, model: LLModel): ModerationResult = throw UnsupportedOperationException()
}
