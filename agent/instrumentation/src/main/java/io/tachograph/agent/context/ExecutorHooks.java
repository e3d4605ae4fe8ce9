package io.tachograph.agent.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Which methods of which executors are hooked, and how. A name that a release of the JDK does not
 * have is passed over; a class in which nothing could be hooked at all is said.
 */
final class ExecutorHooks {
  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String FUTURE = CONCURRENT + "CompletableFuture";
  private static final String TAKES_TASK = "(Ljava/lang/Object;)V";
  private static final String GIVES_TOKEN = "(Ljava/lang/Object;)Ljava/lang/Object;";
  private static final Consumer<HookedMethod> NOTHING = method -> {};

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

  /** Makes the visitor that hooks a method; told whenever it placed a call. */
  interface Hooking {
    MethodVisitor around(MethodVisitor next, String owner, String descriptor, Runnable placed);
  }

  /**
   * One method, or its overloads.
   *
   * @param name its name
   * @param within how its descriptor begins
   * @param hooking what is done to it
   */
  record Hooked(String name, String within, Hooking hooking) {}

  private final Map<String, List<Hooked>> byClass = new HashMap<>();

  ExecutorHooks() {
    threadPool(CONCURRENT + "ThreadPoolExecutor");
    threadPool("org/apache/tomcat/util/threads/ThreadPoolExecutor");
    schedulers();
    forkJoin();
    futures();
    threadPerTask();
  }

  /** The classes, by internal name. */
  Set<String> classes() {
    return byClass.keySet();
  }

  /** What is hooked in a class, or nothing. */
  List<Hooked> in(String internalName) {
    return byClass.getOrDefault(internalName, List.of());
  }

  private void add(String owner, String method, String within, Hooking hooking) {
    byClass
        .computeIfAbsent(owner, name -> new ArrayList<>())
        .add(new Hooked(method, within, hooking));
  }

  private static Hooking before(String called, Consumer<HookedMethod> hooks) {
    return (next, owner, descriptor, placed) ->
        new HookedMethod.Calling(next, placed, called, hooks, NOTHING);
  }

  private static Hooking taking(int slot) {
    return (next, owner, descriptor, placed) ->
        new HookedMethod.Entering(
            next,
            placed,
            method -> {
              method.load(slot);
              method.handOver();
            });
  }

  private static Hooking replacing(String hook, String beforeField) {
    return (next, owner, descriptor, placed) ->
        new HookedMethod.Replacing(next, placed, hook, beforeField);
  }

  private static Hooking running(String hook) {
    return (next, owner, descriptor, placed) ->
        new HookedBody(
            next,
            placed,
            owner,
            descriptor,
            method -> {
              method.load(0);
              method.hook(hook, GIVES_TOKEN);
            },
            method -> method.hook("end", TAKES_TASK));
  }

  private static void handOverTop(HookedMethod method) {
    method.copyTop();
    method.handOver();
  }

  private static void workOnTop(HookedMethod method) {
    method.copyTop();
    method.hook("work", TAKES_TASK);
  }

  private static void rest(HookedMethod method) {
    method.hook("rest", "()V");
  }

  private void threadPool(String owner) {
    for (String execute : List.of("execute", "executeInternal")) {
      add(owner, execute, "(Ljava/lang/Runnable;)V", replacing("submit", "ctl"));
    }
    add(
        owner,
        "reject",
        "(Ljava/lang/Runnable;)V",
        (next, name, descriptor, placed) ->
            new HookedMethod.Entering(
                next,
                placed,
                method -> {
                  method.load(1);
                  method.hook("reject", TAKES_TASK);
                }));
    // A worker that runs already goes on in runWorker as it was: only calls from there are new.
    add(
        owner,
        "runWorker",
        "(L",
        (next, name, descriptor, placed) ->
            new HookedMethod.Reading(next, placed, "firstTask", ExecutorHooks::workOnTop));
    add(
        owner,
        "getTask",
        "()Ljava/lang/Runnable;",
        (next, name, descriptor, placed) ->
            new HookedMethod.Entering(
                new HookedMethod.Giving(next, placed, ExecutorHooks::workOnTop),
                placed,
                ExecutorHooks::rest));
    // It may wait in getTask as it was, and then comes by here with what it gets.
    add(
        owner,
        "beforeExecute",
        "(Ljava/lang/Thread;Ljava/lang/Runnable;)V",
        (next, name, descriptor, placed) ->
            new HookedMethod.Entering(
                next,
                placed,
                method -> {
                  method.load(2);
                  method.hook("catchUp", TAKES_TASK);
                }));
  }

  private void schedulers() {
    // Not scheduleAtFixedRate and the like: see ContextHook.handOver(Object, long).
    String owner = CONCURRENT + "ScheduledThreadPoolExecutor";
    add(owner, "schedule", "(L", before("delayedExecute", ExecutorHooks::handOverTop));
    add(
        "java/util/Timer",
        "sched",
        "(Ljava/util/TimerTask;JJ)V",
        before(
            "add",
            method -> {
              method.copyTop();
              method.loadLong(4);
              method.hook("handOver", "(Ljava/lang/Object;J)V");
            }));
    add(
        "java/util/TimerThread",
        "mainLoop",
        "()V",
        (next, name, descriptor, placed) ->
            new HookedMethod.Calling(
                next, placed, "run", ExecutorHooks::workOnTop, ExecutorHooks::rest));
  }

  private void forkJoin() {
    String task = CONCURRENT + "ForkJoinTask";
    add(task, "fork", "()", taking(0));
    // A task that its own thread runs at once stays in that thread's context.
    for (String inPlace : List.of("invoke", "quietlyInvoke", "invokeAll")) {
      add(task, inPlace, "(", before("doExec", ExecutorHooks::handOverTop));
    }
    add(task, "doExec", "()", running("begin"));
    String pool = CONCURRENT + "ForkJoinPool";
    add(pool, "externalSubmit", "(L" + task + ";)", taking(1));
    add(pool, "poolSubmit", "(ZL" + task + ";)", taking(2));
    add(
        pool,
        "scheduleDelayedTask",
        "(L",
        (next, name, descriptor, placed) ->
            new HookedMethod.Entering(
                next,
                placed,
                method -> {
                  String scheduled = CONCURRENT + "DelayScheduler$ScheduledForkJoinTask";
                  method.load(1);
                  method.load(1);
                  method.field(scheduled, "nextDelay", "J");
                  method.hook("handOver", "(Ljava/lang/Object;J)V");
                }));
  }

  private void futures() {
    add(
        FUTURE + "$UniCompletion",
        "<init>",
        "(",
        (next, owner, descriptor, placed) -> new HookedMethod.Made(next, placed));
    for (String dependent : DEPENDENTS) {
      add(FUTURE + "$" + dependent, "tryFire", "(I)", ExecutorHooks::firing);
    }
    // Where the common pool has one thread, JDKs before 25 start a thread for each task.
    add(FUTURE + "$ThreadPerTaskExecutor", "execute", "(L", replacing("wrap", ""));
  }

  private static MethodVisitor firing(
      MethodVisitor next, String owner, String descriptor, Runnable placed) {
    return new HookedBody(
        next,
        placed,
        owner,
        descriptor,
        method -> {
          method.load(0);
          method.loadInt(1);
          method.hook("fire", "(Ljava/lang/Object;I)Ljava/lang/Object;");
        },
        method -> {
          method.load(0);
          method.load(0);
          method.field(FUTURE + "$UniCompletion", "dep", "L" + FUTURE + ";");
          method.hook("fired", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V");
        });
  }

  private void threadPerTask() {
    String owner = CONCURRENT + "ThreadPerTaskExecutor";
    add(owner, "newThread", "(Ljava/lang/Runnable;)", taking(1));
    add(owner + "$TaskRunner", "run", "()V", running("resume"));
    add(owner + "$ThreadBoundFuture", "run", "()V", running("resume"));
  }
}
