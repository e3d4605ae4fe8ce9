package io.tachograph.cli;

import java.util.List;

/** The command that goes on where a page ended, to be pasted into a shell. */
final class Continuation {
  private static final String AFTER = "--after";

  private Continuation() {}

  /**
   * The same command from behind that cursor.
   *
   * @param arguments of the command that printed the page, its name first
   */
  static String of(List<String> arguments, long cursor) {
    StringBuilder command = new StringBuilder("tachograph");
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(AFTER)) {
        i++;
      } else if (!argument.startsWith(AFTER + "=")) {
        command.append(' ').append(quoted(argument));
        if (i == 0) {
          command.append(' ').append(AFTER).append(' ').append(cursor);
        }
      }
    }
    return command.toString();
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./:=,@%+-]+")
        ? argument
        : "'" + Plain.line(argument).replace("'", "'\\''") + "'";
  }
}
