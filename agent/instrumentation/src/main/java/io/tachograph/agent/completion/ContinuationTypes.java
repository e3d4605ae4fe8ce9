package io.tachograph.agent.completion;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class of Kotlin's continuations is. Kept with that class.
 *
 * @param base the class that the compiler's own continuations extend, or null if it is no such
 * @param next reads what such a continuation resumes when it is over, or null for none
 * @param label where the compiler keeps the state of a suspended function, or null
 * @param restricted whether it goes on only where its caller has it go on
 * @param interfaces what stands for one of this class
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record ContinuationTypes(
    @Nullable Class<?> base,
    @Nullable MethodHandle next,
    @Nullable VarHandle label,
    boolean restricted,
    Class<?>[] interfaces) {
  static final String BASE = "kotlin.coroutines.jvm.internal.BaseContinuationImpl";
  static final String BASE_INTERNAL = "kotlin/coroutines/jvm/internal/BaseContinuationImpl";

  private static final String FRAME = "kotlin.coroutines.jvm.internal.CoroutineStackFrame";
  private static final List<String> INTERFACES = List.of("kotlin.coroutines.Continuation", FRAME);

  /** What runs the code of sequences, and what gets their result. */
  private static final List<String> RESTRICTED =
      List.of(
          "kotlin.coroutines.jvm.internal.RestrictedContinuationImpl",
          "kotlin.sequences.SequenceScope");

  private static final ClassValue<ContinuationTypes> TYPES =
      new ClassValue<>() {
        @Override
        protected ContinuationTypes computeValue(Class<?> type) {
          try {
            return find(type);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a continuation: " + type.getName(), e);
          }
        }
      };

  static ContinuationTypes of(Object continuation) {
    return TYPES.get(continuation.getClass());
  }

  private static ContinuationTypes find(Class<?> type) throws ReflectiveOperationException {
    Class<?> base = Supertypes.named(type, BASE);
    List<Class<?>> interfaces = new ArrayList<>();
    for (String name : INTERFACES) {
      Class<?> found = Supertypes.named(type, name);
      if (found != null) {
        interfaces.add(found);
      }
    }
    return new ContinuationTypes(
        base,
        next(type, base),
        base == null ? null : label(type),
        RESTRICTED.stream().anyMatch(name -> Supertypes.named(type, name) != null),
        interfaces.toArray(Class<?>[]::new));
  }

  /** Libraries tell debuggers by that interface what waits for continuations of their own. */
  private static @Nullable MethodHandle next(Class<?> type, @Nullable Class<?> base)
      throws ReflectiveOperationException {
    if (base != null) {
      return Handles.generic(base.getMethod("getCompletion"));
    }
    Class<?> frame = Supertypes.named(type, FRAME);
    return frame == null ? null : Handles.generic(frame.getMethod("getCallerFrame"));
  }

  private static @Nullable VarHandle label(Class<?> type) throws ReflectiveOperationException {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals("label") && field.getType() == int.class) {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
            .unreflectVarHandle(field);
      }
    }
    return null;
  }

  /**
   * Whether a function that is given this continuation goes on where it was suspended: then it is
   * its own, with the sign bit of its state set by whoever resumed it, and taken off before the
   * function calls anything.
   */
  boolean isResumed(Object continuation) {
    return label != null && (int) label.get(continuation) < 0;
  }

  /** What a continuation resumes when it is over, or null for none. */
  @Nullable Object nextOf(Object continuation) {
    try {
      return next == null ? null : next.invoke(continuation);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a getter of Kotlin's threw", e);
    }
  }
}
