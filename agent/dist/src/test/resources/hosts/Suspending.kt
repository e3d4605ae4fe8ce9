import io.tachograph.api.AuditedTask
import io.tachograph.api.AuditedTool
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

class Tools {
  /** Never suspends. */
  @AuditedTool(name = "direct") suspend fun direct(value: String): String = value

  /** With a state of its own: entered again when it goes on. */
  @AuditedTool(name = "twice")
  suspend fun twice(value: String, times: Int, wide: Long): String {
    var result = inner(value)
    for (i in 0 until times) {
      delay(1)
      result += inner("$i") + wide
    }
    return result
  }

  /** Ends by calling another, so it is never entered again. */
  @AuditedTool(name = "tail") suspend fun tail(value: String): String = twice(value, 1, 7L)

  @AuditedTool(name = "elsewhere")
  suspend fun elsewhere(value: String): String = withContext(Dispatchers.Default) {
    yield()
    value
  }

  @AuditedTool(name = "plain")
  suspend fun plain(value: String): String = unaudited(value)

  private suspend fun unaudited(value: String): String {
    delay(1)
    return "$value!"
  }

  @AuditedTool(name = "failing")
  suspend fun failing(value: String): String {
    delay(1)
    error("told to: $value")
  }

  @AuditedTool(name = "forever")
  suspend fun forever(started: CompletableDeferred<Unit>) {
    started.complete(Unit)
    delay(Long.MAX_VALUE)
  }

  @AuditedTool(name = "nothing")
  suspend fun nothing() {
    delay(1)
  }

  @AuditedTool(name = "countdown")
  suspend fun countdown(from: Int): Int {
    delay(1)
    return if (from == 0) 0 else countdown(from - 1) + 1
  }

  @AuditedTool(name = "inner") fun inner(value: String): String = value
}

@AuditedTask(name = "run")
suspend fun run(tools: Tools) {
  println(tools.direct("d"))
  println(tools.twice("t", 2, 5L))
  println(tools.tail("x"))
  println(tools.elsewhere("e"))
  println(tools.plain("p"))
  println(runCatching { tools.failing("f") })
  tools.nothing()
  println(tools.countdown(3))
  coroutineScope {
    val started = CompletableDeferred<Unit>()
    val job = launch(start = CoroutineStart.UNDISPATCHED) { tools.forever(started) }
    started.await()
    job.cancelAndJoin()
  }
  println(runCatching { withTimeout(5) { tools.forever(CompletableDeferred()) } }.exceptionOrNull()
    ?.javaClass?.simpleName)
}

@AuditedTool(name = "kept")
suspend fun kept(keep: MutableList<Continuation<String>>): String = suspendCoroutine { keep.add(it) }

fun main(arguments: Array<String>) {
  val tools = Tools()
  runBlocking { run(tools) }
  runBlocking(Dispatchers.Default) {
    println(List(200) { async { tools.twice("m", 1, it.toLong()) } }.awaitAll().toSet().size)
  }
  // A continuation of the host's own.
  val keep = mutableListOf<Continuation<String>>()
  ::kept.startCoroutine(
    keep,
    object : Continuation<String> {
      override val context = EmptyCoroutineContext

      override fun resumeWith(result: Result<String>) = println(result)
    },
  )
  keep.single().resume("kept")
  System.exit(0)
}
