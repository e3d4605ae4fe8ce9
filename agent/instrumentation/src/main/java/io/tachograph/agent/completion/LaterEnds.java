package io.tachograph.agent.completion;

import io.tachograph.recorder.Call;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose methods returned an object that completes later when that completes. Never
 * throws: where following fails, the call ends now and the host gets its object untouched.
 * Thread-safe.
 */
public final class LaterEnds {
  private final SwallowedErrors errors;
  private final Hooks hooks;
  private final SuspendCalls suspend;
  private final JdkFutures jdk;
  private final Following completables;
  private final Following futures;

  /** What was found out about a class is kept with that class, so that it goes when that goes. */
  private final ClassValue<Following> followings =
      new ClassValue<>() {
        @Override
        protected Following computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * Follows nothing yet.
   *
   * @param instrumentation puts hooks into the JDK's futures, or null to do without
   */
  public LaterEnds(@Nullable Instrumentation instrumentation, SwallowedErrors errors) {
    this.errors = errors;
    HookTransformer transformer = new HookTransformer(instrumentation, errors);
    this.hooks = new Hooks(transformer, errors, CompletableFuture.class, FutureTask.class);
    this.suspend = new SuspendCalls(transformer, errors);
    this.jdk = new JdkFutures(hooks);
    this.completables = new CompletableFollowing(jdk);
    this.futures = new FutureFollowing(jdk, new FutureWatch());
  }

  /** A method was woven that returns this: the JDK's futures may be needed soon. */
  public void expect(String descriptor) {
    if (descriptor.contains(")Ljava/util/concurrent/")) {
      hooks.begin();
    }
  }

  /**
   * An audited method returned: ends the call, now or when what was returned completes.
   *
   * @param descriptor the method's descriptor
   * @param className the binary name of the class that declares it
   * @return what the method is to return
   */
  public Object returned(
      Recorder recorder, Call call, Object returned, String descriptor, String className) {
    Following following = followings.get(returned.getClass());
    if (following == Following.NOT) {
      recorder.end(call, returned, null);
      return returned;
    }
    PendingCall pending = new PendingCall(recorder, call, errors);
    pending.leave();
    Object given = null;
    try {
      given = following.follow(pending, returned, ResultType.of(descriptor, className));
    } catch (Throwable e) {
      errors.swallowed("following an object of " + returned.getClass().getName(), e);
    }
    if (given == null) {
      pending.completed(returned);
      return returned;
    }
    return given;
  }

  /** The calls of Kotlin's suspend functions. */
  public SuspendCalls suspend() {
    return suspend;
  }

  /** The hook in the JDK's futures: one has completed. */
  public void completed(Object future) {
    jdk.completed(future);
  }

  private Following find(Class<?> type) {
    try {
      if (CompletableFuture.class.isAssignableFrom(type)) {
        return completables;
      } else if (CompletionStage.class.isAssignableFrom(type)) {
        return StageFollowing.INSTANCE;
      } else if (Future.class.isAssignableFrom(type)) {
        Class<?> listenable = Supertypes.named(type, ListenableFollowing.TYPE);
        return listenable == null ? futures : new ListenableFollowing(listenable);
      }
      return findPublisher(type);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      errors.swallowed("finding how an object of " + type.getName() + " completes", e);
      return Following.NOT;
    }
  }

  private static Following findPublisher(Class<?> type) throws ReflectiveOperationException {
    for (PublisherKind kind : PublisherKind.ALL) {
      Class<?> of = Supertypes.named(type, kind.type());
      if (of != null) {
        return new PublisherFollowing(new PublisherProtocol(kind, type, of));
      }
    }
    return Following.NOT;
  }
}
