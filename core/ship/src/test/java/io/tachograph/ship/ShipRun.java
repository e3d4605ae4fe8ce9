package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A run of the command in this JVM.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said besides
 */
record ShipRun(int code, String out, String err) {
  static ShipRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new ShipRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** One that must end well. */
  static ShipRun ok(String... arguments) {
    ShipRun run = of(arguments);
    assertThat(run.code()).as("%s", run).isZero();
    return run;
  }
}
