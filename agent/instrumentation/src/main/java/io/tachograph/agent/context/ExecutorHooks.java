package io.tachograph.agent.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which methods of which executors are hooked, and how. A name that a release of the JDK does not
 * have is passed over; a class in which nothing could be hooked at all is said.
 *
 * <p>Data, and no code that would have to be linked: the first audited call waits for this.
 */
final class ExecutorHooks {
  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String FUTURE = CONCURRENT + "CompletableFuture";
  private static final String TASK = "(L" + CONCURRENT + "ForkJoinTask;";
  private static final String RUNNABLE = "(Ljava/lang/Runnable;)";
  private static final int THIS = 0;
  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int ON_STACK = -1;
  static final int BELOW_TOP_OF_STACK = -2;

  /** Dependents of futures that run code of the host, or hold on to others that do. */
  private static final List<String> DEPENDENTS =
      List.of(
          "UniApply",
          "UniAccept",
          "UniRun",
          "UniWhenComplete",
          "UniHandle",
          "UniExceptionally",
          "UniComposeExceptionally",
          "UniRelay",
          "UniCompose",
          "BiApply",
          "BiAccept",
          "BiRun",
          "BiRelay",
          "OrApply",
          "OrAccept",
          "OrRun");

  /** Where in a method a hook is called. */
  enum Place {
    /** Before anything else is done. */
    ENTRY,
    /** Before a field is read first: others may put code before, but not between. */
    BEFORE_FIELD,
    /** After a field was read, its value on the stack. */
    AFTER_FIELD,
    /** Before a method is called, its last argument on the stack. */
    BEFORE_CALL,
    /** After a method was called. */
    AFTER_CALL,
    /** Before it returns, what it returns on the stack. */
    RETURN,
    /** Before and after all of it, whether it returns or throws. */
    AROUND
  }

  /**
   * What is called: methods of {@link io.tachograph.bootstrap.ContextHook}, and of {@link
   * io.tachograph.bootstrap.CoroutineHook}.
   */
  enum Hook {
    HAND_OVER,
    /** A task of {@code Timer.sched}, whose third argument is the period. */
    HAND_OVER_TIMED,
    /** A task of {@code DelayScheduler}, which has its period as a field. */
    HAND_OVER_DELAYED,
    SUBMIT,
    WRAP,
    REJECT,
    WORK,
    CATCH_UP,
    REST,
    BEGIN,
    RESUME,
    FIRE,
    COROUTINE_CREATED,
    COROUTINE_ENTER,
    COROUTINE_RUN,
    COROUTINE_OVER
  }

  /**
   * One hook in one method, or in its overloads.
   *
   * @param method its name
   * @param within how its descriptor begins
   * @param at which field or method the place is about, else empty
   * @param slot the local variable that the hook is given, {@code ON_STACK} for what lies there, or
   *     {@code BELOW_TOP_OF_STACK}
   */
  record Hooked(String method, String within, Place place, String at, Hook hook, int slot) {
    boolean isIn(String name, String descriptor) {
      return method.equals(name) && descriptor.startsWith(within);
    }
  }

  private final Map<String, List<Hooked>> byClass = new HashMap<>();

  ExecutorHooks() {
    threadPool(CONCURRENT + "ThreadPoolExecutor");
    threadPool("org/apache/tomcat/util/threads/ThreadPoolExecutor");
    timers();
    forkJoin();
    futures();
    threadPerTask();
    coroutines();
  }

  /** The classes, by internal name. */
  Set<String> classes() {
    return byClass.keySet();
  }

  /** What is hooked in a class, or nothing. */
  List<Hooked> in(String internalName) {
    return byClass.getOrDefault(internalName, List.of());
  }

  private void add(
      String owner, String method, String within, Place place, String at, Hook hook, int slot) {
    List<Hooked> hooks = byClass.get(owner);
    if (hooks == null) {
      hooks = new ArrayList<>();
      byClass.put(owner, hooks);
    }
    hooks.add(new Hooked(method, within, place, at, hook, slot));
  }

  private void threadPool(String owner) {
    add(owner, "execute", RUNNABLE, Place.BEFORE_FIELD, "ctl", Hook.SUBMIT, FIRST);
    add(owner, "executeInternal", RUNNABLE, Place.BEFORE_FIELD, "ctl", Hook.SUBMIT, FIRST);
    add(owner, "reject", RUNNABLE, Place.ENTRY, "", Hook.REJECT, FIRST);
    // A worker that runs already goes on in runWorker as it was: only calls from there are new.
    add(owner, "runWorker", "(L", Place.AFTER_FIELD, "firstTask", Hook.WORK, ON_STACK);
    add(owner, "getTask", "()L", Place.ENTRY, "", Hook.REST, ON_STACK);
    add(owner, "getTask", "()L", Place.RETURN, "", Hook.WORK, ON_STACK);
    // It may wait in getTask as it was, and then comes by here with what it gets.
    add(owner, "beforeExecute", "(Ljava/lang/Thread;", Place.ENTRY, "", Hook.CATCH_UP, SECOND);
  }

  /** Not what is repeated: see {@link io.tachograph.bootstrap.ContextHook#handOver}. */
  private void timers() {
    String pool = CONCURRENT + "ScheduledThreadPoolExecutor";
    add(pool, "schedule", "(L", Place.BEFORE_CALL, "delayedExecute", Hook.HAND_OVER, ON_STACK);
    add(
        "java/util/Timer",
        "sched",
        "(Ljava/util/TimerTask;JJ)",
        Place.BEFORE_CALL,
        "add",
        Hook.HAND_OVER_TIMED,
        ON_STACK);
    String thread = "java/util/TimerThread";
    add(thread, "mainLoop", "()V", Place.BEFORE_CALL, "run", Hook.WORK, ON_STACK);
    add(thread, "mainLoop", "()V", Place.AFTER_CALL, "run", Hook.REST, ON_STACK);
  }

  private void forkJoin() {
    String queue = CONCURRENT + "ForkJoinPool$WorkQueue";
    add(queue, "push", TASK, Place.ENTRY, "", Hook.HAND_OVER, FIRST);
    add(queue, "lockedPush", TASK, Place.ENTRY, "", Hook.HAND_OVER, FIRST);
    String delays = CONCURRENT + "DelayScheduler";
    add(delays, "pend", "(L" + delays, Place.ENTRY, "", Hook.HAND_OVER_DELAYED, FIRST);
    String task = CONCURRENT + "ForkJoinTask";
    add(task, "doExec", "()", Place.AROUND, "", Hook.BEGIN, THIS);
    // A task that its own thread runs at once stays in that thread's context.
    add(task, "invoke", "()", Place.BEFORE_CALL, "doExec", Hook.HAND_OVER, ON_STACK);
    add(task, "quietlyInvoke", "()", Place.BEFORE_CALL, "doExec", Hook.HAND_OVER, ON_STACK);
    add(task, "invokeAll", "(", Place.BEFORE_CALL, "doExec", Hook.HAND_OVER, ON_STACK);
  }

  private void futures() {
    add(FUTURE + "$UniCompletion", "<init>", "(", Place.RETURN, "", Hook.HAND_OVER, THIS);
    for (String dependent : DEPENDENTS) {
      add(FUTURE + "$" + dependent, "tryFire", "(I)", Place.AROUND, "", Hook.FIRE, THIS);
    }
    // Where the common pool has one thread, JDKs before 25 start a thread for each task.
    String own = FUTURE + "$ThreadPerTaskExecutor";
    add(own, "execute", RUNNABLE, Place.ENTRY, "", Hook.WRAP, FIRST);
  }

  private void threadPerTask() {
    String owner = CONCURRENT + "ThreadPerTaskExecutor";
    add(owner, "newThread", RUNNABLE, Place.ENTRY, "", Hook.HAND_OVER, FIRST);
    add(owner + "$TaskRunner", "run", "()V", Place.AROUND, "", Hook.RESUME, THIS);
    add(owner + "$ThreadBoundFuture", "run", "()V", Place.AROUND, "", Hook.RESUME, THIS);
  }

  /** Of Kotlin's own library, whoever makes coroutines, and of kotlinx what it starts in place. */
  private void coroutines() {
    String made = "kotlin/coroutines/jvm/internal/";
    String probes = made + "DebugProbesKt";
    add(probes, "probeCoroutineCreated", "(L", Place.RETURN, "", Hook.COROUTINE_CREATED, ON_STACK);
    String base = made + "BaseContinuationImpl";
    String resume = "resumeWith";
    String result = "(Ljava/lang/Object;)V";
    add(base, resume, result, Place.AROUND, "", Hook.COROUTINE_ENTER, THIS);
    // Its loop runs one continuation after the other, and gives the last result away.
    add(
        base,
        resume,
        result,
        Place.BEFORE_CALL,
        "invokeSuspend",
        Hook.COROUTINE_RUN,
        BELOW_TOP_OF_STACK);
    add(base, resume, result, Place.BEFORE_CALL, resume, Hook.COROUTINE_OVER, BELOW_TOP_OF_STACK);
    String undispatched = "kotlinx/coroutines/intrinsics/UndispatchedKt";
    String function = "(Lkotlin/jvm/functions/Function";
    String start = "startCoroutineUndispatched";
    add(undispatched, start, function + 1, Place.AROUND, "", Hook.COROUTINE_ENTER, FIRST);
    add(undispatched, start, function + 2, Place.AROUND, "", Hook.COROUTINE_ENTER, SECOND);
  }
}
