package io.tachograph.agent;

import java.lang.reflect.InvocationTargetException;
import java.util.Properties;

/**
 * What came of attaching or detaching, left where the command that asked for it can read it: among
 * the JVM's agent properties, which the host does not see. The JDK's own management agent leaves
 * its address there.
 */
final class AttachAnswer {
  /** Also known to the command line. */
  static final String PROPERTY = "io.tachograph.answer";

  /** What {@link ModuleOpens} exports to us for this. */
  static final String INTERNAL_PACKAGE = "jdk.internal.vm";

  private AttachAnswer() {}

  /**
   * Leaves one.
   *
   * @param done whether what was asked for was done
   */
  static void leave(boolean done, String text) throws ReflectiveOperationException {
    try {
      Properties properties =
          (Properties)
              Class.forName(INTERNAL_PACKAGE + ".VMSupport")
                  .getMethod("getAgentProperties")
                  .invoke(null);
      properties.setProperty(PROPERTY, (done ? "done " : "not done ") + text);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("the JVM takes no answer", e.getCause());
    }
  }
}
