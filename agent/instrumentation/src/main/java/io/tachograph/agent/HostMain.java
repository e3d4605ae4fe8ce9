package io.tachograph.agent;

import java.util.Map;

/** The host's main class or jar, as the JVM knows it before main runs. */
final class HostMain {
  private static final String COMMAND = "sun.java.command";
  private static final String JAR = ".jar";
  private static final int MAX_SERVICE_CHARS = 100;

  private HostMain() {}

  /** The first word of the command: a class name, {@code module/class}, or a jar's path. */
  static String of(Map<String, String> properties) {
    String command = properties.getOrDefault(COMMAND, "").strip();
    int jar = command.indexOf(JAR + " ");
    if (command.endsWith(JAR)) {
      return command;
    } else if (jar >= 0) {
      return command.substring(0, jar + JAR.length());
    }
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space);
  }

  /** A folder's name made of it: the jar's name, or the class's simple name. */
  static String serviceName(String mainClass) {
    String name = mainClass.substring(mainClass.lastIndexOf('/') + 1);
    name = name.substring(name.lastIndexOf('\\') + 1);
    name =
        name.endsWith(JAR)
            ? name.substring(0, name.length() - JAR.length())
            : name.substring(name.lastIndexOf('.') + 1);
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), MAX_SERVICE_CHARS); i++) {
      char c = name.charAt(i);
      boolean allowed = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      clean.append(allowed || (c == '.' && i > 0) ? c : '_');
    }
    return clean.isEmpty() ? "jvm" : clean.toString();
  }
}
