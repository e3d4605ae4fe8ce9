package io.tachograph.agent;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a class was generated to stand before an object that is recorded itself, so that a call
 * through it would be recorded twice.
 */
enum GeneratedProxy {
  /** Not generated, or nothing else is recorded: the only place where a call passes. */
  NONE,
  /** Before an object of a class that is under the same marked types. */
  BEFORE_TARGET;

  private static final String JDK_PROXY = "java/lang/reflect/Proxy";
  private static final String SPRING_PROXY = "org/springframework/aop/SpringProxy";

  /** What CGLIB (Spring, Guice), Weld, Quarkus and Mockito make of a class. */
  private static final Pattern SUBCLASS =
      Pattern.compile(
          ".*(\\$\\$(EnhancerBy|SpringCGLIB|FastClassBy)|\\$Proxy\\$_\\$\\$_Weld|_ClientProxy$"
              + "|_Subclass$|\\$MockitoMock\\$).*");

  static GeneratedProxy of(
      String className, @Nullable String superName, String @Nullable [] interfaces) {
    boolean ofSpring =
        JDK_PROXY.equals(superName)
            && interfaces != null
            && Arrays.asList(interfaces).contains(SPRING_PROXY);
    return ofSpring || SUBCLASS.matcher(className).matches() ? BEFORE_TARGET : NONE;
  }

  /** Whether a method that is marked only by what it overrides is left to the target. */
  boolean leavesOut(boolean isInherited) {
    return this == BEFORE_TARGET && isInherited;
  }
}
