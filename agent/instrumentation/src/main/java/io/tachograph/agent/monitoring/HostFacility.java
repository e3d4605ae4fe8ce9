package io.tachograph.agent.monitoring;

import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the JDK that the host uses or not, and the display in it, which is made when the host
 * does. What is to be shown is said on any thread; it is shown on one of ours, since a host may
 * hold locks while it loads the class that tells us. That thread ends when what is wanted is shown.
 */
final class HostFacility {
  private static final long FIRST_WAIT_MILLIS = 10;
  private static final long MAX_WAIT_MILLIS = 10_000;

  private final String firstClass;
  private final Supplier<Display> make;
  private final SwallowedErrors errors;
  private final Object lock = new Object();
  private boolean begun;
  private @Nullable RecordingSession wanted;
  private @Nullable RecordingSession shown;
  private @Nullable Thread showing;

  /** Of the thread that shows. */
  private @Nullable Display display;

  /**
   * One that the host does not use yet.
   *
   * @param firstClass the internal name of a class that is loaded when it begins to
   * @param make makes the display, not before
   */
  HostFacility(String firstClass, Supplier<Display> make, SwallowedErrors errors) {
    this.firstClass = firstClass;
    this.make = make;
    this.errors = errors;
  }

  /** A class is being loaded. */
  void seen(String internalName) {
    if (firstClass.equals(internalName)) {
      synchronized (lock) {
        begun = true;
        showWanted();
      }
    }
  }

  /** Shows that recording as soon as the host is ready for it. */
  void show(RecordingSession session) {
    want(session);
  }

  /** Shows nothing any more; waits for that. */
  void hide() {
    Thread thread = want(null);
    if (thread != null) {
      try {
        thread.join(MAX_WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Thread want(@Nullable RecordingSession session) {
    synchronized (lock) {
      wanted = session;
      lock.notifyAll();
      showWanted();
      return showing;
    }
  }

  private void showWanted() {
    if (begun && wanted != shown && showing == null) {
      // It inherits nothing of the host's thread that it may be started from.
      Thread thread = new Thread(null, this::keepShowing, "tachograph-monitoring", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(HostFacility.class.getClassLoader());
      try {
        thread.start();
        showing = thread;
      } catch (OutOfMemoryError e) {
        errors.swallowed("starting a thread", e);
      }
    }
  }

  private void keepShowing() {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      RecordingSession next;
      synchronized (lock) {
        if (wanted == shown) {
          showing = null;
          return;
        }
        next = wanted;
      }
      boolean ready = tryToShow(next);
      synchronized (lock) {
        if (ready) {
          shown = next;
        } else if (wanted == next) {
          pause(wait);
          wait = Math.min(2 * wait, MAX_WAIT_MILLIS);
        }
      }
    }
  }

  /** What cannot be shown at all is not tried again. */
  private boolean tryToShow(@Nullable RecordingSession next) {
    try {
      Display known = display;
      if (known == null) {
        known = make.get();
        display = known;
      }
      if (next == null) {
        known.hide();
        return true;
      }
      return known.show(next);
    } catch (Exception | LinkageError e) {
      errors.swallowed("showing the recording where " + firstClass + " is used", e);
      return true;
    }
  }

  private void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.timedWait(lock, millis);
    } catch (InterruptedException e) {
      // Nobody has a reason to; it is asked once more, and sooner.
      errors.swallowed("waiting for the host to use what " + firstClass + " is of", e);
    }
  }
}
