package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an outage is news. */
class FarSideTest {
  private final List<Boolean> heard = new ArrayList<>();
  private final StringWriter said = new StringWriter();
  private final FarSide farSide =
      new FarSide(
          new ShipListener() {
            @Override
            public void backend(boolean up) {
              heard.add(up);
            }
          },
          new Notice(new PrintWriter(said)));

  private void failed(String reason) {
    farSide.failed(SinkException.unavailable(reason, new IOException()));
  }

  @Test
  void eachReasonIsSaidOnceAnOutage() {
    failed("no answer in 4003 ms");
    failed("no answer in 4001 ms");
    failed("set cleanup.policy=delete");
    failed("no answer in 4002 ms");
    farSide.answered();
    farSide.answered();
    failed("no answer in 4004 ms");
    assertThat(said.toString().lines().map(line -> line.replaceFirst("^\\S+ ", "")))
        .containsExactly(
            "the far side does not answer, and is tried again: no answer in 4003 ms",
            "the far side does not answer, and is tried again: set cleanup.policy=delete",
            "the far side answers",
            "the far side does not answer, and is tried again: no answer in 4004 ms");
    assertThat(heard).containsExactly(false, true, false);
  }

  @Test
  void reasonsWithoutEndAreNotSaidWithoutEnd() {
    for (char reason = 'a'; reason <= 'z'; reason++) {
      failed(String.valueOf(reason));
    }
    assertThat(said.toString().lines()).hasSize(10);
  }
}
