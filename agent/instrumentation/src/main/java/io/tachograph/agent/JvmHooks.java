package io.tachograph.agent;

import io.tachograph.agent.completion.LaterEnds;
import io.tachograph.agent.context.ContextFollowing;
import io.tachograph.agent.monitoring.Monitoring;
import io.tachograph.bootstrap.ContextHook;
import io.tachograph.bootstrap.DefineHook;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a JVM once and stays: numbers in woven classes, and hooks in the JDK's own. When
 * recording ends they are left with nobody behind them, and found again when it begins anew.
 */
final class JvmHooks {
  private final Instrumentation instrumentation;
  private final SwallowedErrors errors;
  private final CallSites sites = new CallSites();
  private final LaterEnds ends;
  private final ContextFollowing following;
  private final Monitoring monitoring;
  private final AtomicReference<@Nullable Opening> opening = new AtomicReference<>();
  private boolean loadersWoven;

  /** None yet; they come when there is something to audit. */
  JvmHooks(Instrumentation instrumentation, SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
    this.ends = new LaterEnds(instrumentation, errors);
    this.monitoring = new Monitoring(instrumentation, errors);
    this.following =
        new ContextFollowing(instrumentation, ends.suspend(), this::hold, this::release, errors);
  }

  CallSites sites() {
    return sites;
  }

  LaterEnds ends() {
    return ends;
  }

  ContextFollowing following() {
    return following;
  }

  /** Calls of this one wait while executors are hooked. */
  void begin(Opening waiting) {
    opening.set(waiting);
    SuperTypesFirst.begin();
    if (!loadersWoven) {
      loadersWoven = true;
      SuperTypesFirst.weaveLoaders(instrumentation, e -> errors.swallowed("weaving", e));
    }
  }

  /** There is a recording whose contexts are to be followed, and which may be watched. */
  void opened(RecordingSession session) {
    following.carryFor(session.recorder());
    monitoring.begin(session);
  }

  /** Nothing is recorded any more. */
  void end() {
    ContextHook.install(null);
    DefineHook.install(null);
    sites.rest();
    monitoring.end();
  }

  private void hold() {
    Opening waiting = opening.get();
    if (waiting != null) {
      waiting.hold();
    }
  }

  private void release() {
    Opening waiting = opening.get();
    if (waiting != null) {
      waiting.release();
    }
  }
}
