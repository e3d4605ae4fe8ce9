import io.tachograph.api.AuditedTask
import io.tachograph.api.AuditedTool
import io.tachograph.api.Tachograph
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield

private const val PLAN = "plan"
private const val NONE = ""
private const val MISSIONS = 1_000

/** Says itself inside of which call and mission it is made. */
@AuditedTool(name = "tool")
fun tool(what: String, within: String, mission: String): String = what + within + mission

private fun planned(what: String, within: String = PLAN) {
  tool(what, within, "coroutines")
}

class Functions {
  @AuditedTool(name = "outer")
  suspend fun outer(): Job {
    planned("before it is suspended", "outer")
    unaudited("outer")
    planned("after it was resumed", "outer")
    inner()
    planned("after an audited one was resumed", "outer")
    scoped()
    val late = GlobalScope.launch {
      delay(5)
      planned("launched by it, which is over", "outer")
    }
    withContext(Dispatchers.IO) {
      unaudited("outer")
      planned("elsewhere", "outer")
    }
    planned("at last", "outer")
    return late
  }

  @AuditedTool(name = "inner") suspend fun inner() {
    delay(1)
    unaudited("inner")
    planned("inside of another", "inner")
  }

  /** Ends by a call of a library's, so it is never entered again. */
  @AuditedTool(name = "scoped")
  suspend fun scoped() = coroutineScope {
    delay(1)
    planned("in a scope that is all of it", "scoped")
    launch { unaudited("scoped") }
    Unit
  }

  private suspend fun unaudited(caller: String) {
    planned("in what an audited one calls", caller)
    delay(1)
    planned("in what an audited one calls, resumed", caller)
    yield()
    planned("in what an audited one calls, once more", caller)
  }
}

private suspend fun starts(scope: CoroutineScope) {
  val single = Executors.newSingleThreadExecutor()
  val jobs = mutableListOf<Job>()
  for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, single.asCoroutineDispatcher(), Dispatchers.Unconfined)) {
    jobs += scope.launch(dispatcher) {
      planned("launch")
      delay(1)
      planned("launch, delayed")
      async {
        delay(1)
        planned("async")
      }.await()
      withContext(Dispatchers.IO) {
        planned("withContext")
        delay(1)
        planned("withContext, delayed")
      }
      planned("after withContext")
    }
  }
  jobs += scope.launch(start = CoroutineStart.LAZY) { planned("lazy") }
  jobs += scope.launch(start = CoroutineStart.UNDISPATCHED) {
    planned("undispatched")
    delay(1)
    planned("undispatched, delayed")
  }
  jobs.joinAll()
  single.shutdown()
}

private suspend fun flows(scope: CoroutineScope) {
  flow {
    for (i in 0..2) {
      planned("upstream")
      delay(1)
      emit(i)
    }
  }.map { planned("mapped"); it }
    .flowOn(Dispatchers.Default)
    .buffer(1)
    .collect { planned("downstream") }
  val channel = scope.produce(Dispatchers.Default) {
    planned("produce")
    send(1)
  }
  channel.receive()
  sequence {
    planned("sequence")
    yield(1)
    planned("sequence, once more")
  }.toList()
}

private suspend fun ends(scope: CoroutineScope) {
  val started = CompletableDeferred<Unit>()
  val job = scope.launch(Dispatchers.Default) {
    try {
      started.complete(Unit)
      delay(Long.MAX_VALUE)
    } finally {
      planned("cancelled")
      withContext(NonCancellable) {
        delay(1)
        planned("not to be cancelled")
      }
    }
  }
  started.await()
  job.cancelAndJoin()
  planned("after a cancellation")
  withTimeoutOrNull(5) { delay(Long.MAX_VALUE) }
  planned("after a timeout")
  runCatching { scope.async(Job()) { delay(1); error("told to") }.await() }
  planned("after a failure")
}

/** What resumes a coroutine stays what it was. */
private suspend fun foreign(scope: CoroutineScope) {
  var waiting: Continuation<Unit>? = null
  val job = scope.launch(Dispatchers.Unconfined) {
    suspendCoroutine { waiting = it }
    planned("resumed by a thread")
  }
  thread {
    waiting!!.resume(Unit)
    tool("the thread afterwards", NONE, NONE)
  }.join()
  job.join()
}

private suspend fun missions(scope: CoroutineScope) {
  Tachograph.mission("within").use {
    tool("in a mission", PLAN, "within")
    delay(1)
    tool("in a mission, delayed", PLAN, "within")
    withContext(Dispatchers.Default) {
      tool("in a mission, elsewhere", PLAN, "within")
      Tachograph.mission("innermost").use {
        delay(1)
        tool("in one within", PLAN, "innermost")
      }
      tool("after the one within", PLAN, "within")
    }
    tool("in the mission again", PLAN, "within")
  }
  planned("after the mission")
  delay(1)
  planned("after the mission, delayed")
  val job = scope.launch(start = CoroutineStart.UNDISPATCHED) {
    Tachograph.mission("undispatched").use {
      delay(5)
      tool("in the mission of an undispatched one", PLAN, "undispatched")
    }
  }
  planned("beside the mission of an undispatched one")
  job.join()
}

@AuditedTask(name = "plan")
fun plan() = runBlocking {
  planned("runBlocking")
  delay(1)
  planned("runBlocking, delayed")
  starts(this)
  flows(this)
  ends(this)
  foreign(this)
  missions(this)
  val functions = Functions()
  functions.outer().join()
  withContext(Dispatchers.Default) { functions.outer() }.join()
  planned("at last")
}

/** Waits outside of any call, and is resumed in the midst of one. */
private fun bystander(): CompletableDeferred<Unit> {
  val gate = CompletableDeferred<Unit>()
  GlobalScope.launch(Dispatchers.Unconfined) {
    gate.await()
    tool("a bystander", NONE, NONE)
  }
  return gate
}

@AuditedTool(name = "opens") fun opens(gate: CompletableDeferred<Unit>) {
  gate.complete(Unit)
  tool("afterwards", "opens", NONE)
}

private suspend fun worksFor(mission: String, functions: Concurrent) {
  Tachograph.mission(mission).use {
    tool("one", NONE, mission)
    delay(1)
    tool("two", NONE, mission)
    functions.searches(mission)
    withContext(Dispatchers.IO) { tool("three", NONE, mission) }
  }
  tool("four", NONE, NONE)
}

class Concurrent {
  @AuditedTool(name = "searches")
  suspend fun searches(mission: String) {
    yield()
    tool("five", "searches", mission)
    coroutineScope { launch { tool("six", "searches", mission) } }
  }
}

private fun raw(executor: Executor) {
  val done = CountDownLatch(64)
  repeat(64) {
    executor.execute {
      tool("the pool's next", NONE, NONE)
      done.countDown()
    }
  }
  done.await()
}

fun main() {
  Tachograph.mission("coroutines").use { plan() }
  opens(bystander())
  runBlocking(Dispatchers.Default) {
    List(MISSIONS) { launch { worksFor("mission $it", Concurrent()) } }.joinAll()
  }
  raw(Dispatchers.Default.asExecutor())
  raw(Dispatchers.IO.asExecutor())
  println("done")
  System.exit(0)
}
