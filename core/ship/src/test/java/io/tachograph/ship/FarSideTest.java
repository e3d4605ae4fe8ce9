package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an outage is news. */
class FarSideTest {
  private final List<Boolean> heard = new ArrayList<>();
  private final FarSide farSide =
      new FarSide(
          new ShipListener() {
            @Override
            public void backend(boolean up) {
              heard.add(up);
            }
          });

  @Test
  void eachReasonIsNewsOnceAnOutage() {
    assertThat(farSide.failed("no answer in 4003 ms")).isTrue();
    assertThat(farSide.failed("no answer in 4001 ms")).isFalse();
    assertThat(farSide.failed("set cleanup.policy=delete")).isTrue();
    assertThat(farSide.failed("no answer in 4002 ms")).isFalse();
    assertThat(farSide.answered()).isTrue();
    assertThat(farSide.answered()).isFalse();
    assertThat(farSide.failed("set cleanup.policy=delete")).isTrue();
    assertThat(heard).containsExactly(false, true, false);
  }

  @Test
  void reasonsWithoutEndAreNotSaidWithoutEnd() {
    int said = 0;
    for (char reason = 'a'; reason <= 'z'; reason++) {
      said += farSide.failed(String.valueOf(reason)) ? 1 : 0;
    }
    assertThat(said).isEqualTo(10);
  }
}
