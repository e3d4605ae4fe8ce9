import ai.koog.agents.core.agent.AIAgent
import ai.koog.agents.core.tools.ToolRegistry
import ai.koog.agents.core.tools.annotations.LLMDescription
import ai.koog.agents.core.tools.annotations.Tool
import ai.koog.agents.core.tools.reflect.ToolSet
import kotlin.system.exitProcess
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking

/** Functions that an agent may call, one of them suspending. */
class Tools : ToolSet {
    @Tool
    @LLMDescription("Tells the weather")
    suspend fun weather(@LLMDescription("the city") city: String, @LLMDescription("a key") apiKey: String): String {
        delay(5)
        return "$city: sun"
    }

    @Tool(customName = "divide")
    @LLMDescription("Divides")
    fun divide(@LLMDescription("by whom") a: Int, @LLMDescription("by what") b: Int): Int = a / b
}

/** An agent with tools by annotation and by class, and a scripted model. */
object KoogHost {
    @JvmStatic
    fun main(arguments: Array<String>) {
        runBlocking { run() }
        exitProcess(0)
    }

    private suspend fun run() {
        val executor = Scripted()
        val registry = registry()
        println(agent(executor, registry).run("How is the weather?"))
        try {
            agent(executor, registry).run("And now?")
        } catch (e: IllegalStateException) {
            println(e.message)
        }
    }

    private fun agent(executor: Scripted, registry: ToolRegistry): AIAgent<String, String> =
        AIAgent(promptExecutor = executor, llmModel = model, toolRegistry = registry, systemPrompt = "Use the tools.")
}
