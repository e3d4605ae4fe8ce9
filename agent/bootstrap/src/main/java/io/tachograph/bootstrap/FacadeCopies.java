package io.tachograph.bootstrap;

import io.tachograph.api.Recording;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts our recording behind copies of the {@code Tachograph} facade that loaders of the host define
 * themselves, as a web application's does with the api jar that it brings along. Holds no copy:
 * each holds what stands behind it, and goes with its loader.
 */
public final class FacadeCopies {
  private static final String ATTACH = "attach";
  private static final AtomicReference<@Nullable Recording> RECORDING = new AtomicReference<>();

  private FacadeCopies() {}

  /** What all copies speak to from now on, those that were made before too; null for nothing. */
  public static void attach(@Nullable Recording recording) {
    RECORDING.set(recording);
  }

  /** A copy's woven static initialiser calls this when the copy is ready. Never throws. */
  public static void made(Class<?> facade) {
    try {
      Method attach = attachOf(facade);
      Class<?> recording = attach.getParameterTypes()[0];
      attach.invoke(null, Proxied.as(recording, Recording.class, RECORDING::get));
    } catch (InvocationTargetException e) {
      // Something stands behind it already: most often what an earlier attaching put there.
      if (!(e.getCause() instanceof IllegalStateException)) {
        CallHook.swallowed(e);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      CallHook.swallowed(e);
    }
  }

  private static Method attachOf(Class<?> facade) throws NoSuchMethodException {
    for (Method method : facade.getMethods()) {
      if (method.getName().equals(ATTACH)
          && Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isInterface()) {
        return method;
      }
    }
    throw new NoSuchMethodException("this copy of the facade takes no recording: " + facade);
  }
}
