package io.tachograph.agent.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways through getters, as a framework's classes have them. */
class PathTest {
  interface Answer {
    Optional<Usage> usage();
  }

  record Usage(Integer in, long out) {}

  enum Reason {
    STOP
  }

  /** Of a class that is nobody's to call, but behind an interface. */
  @SuppressWarnings({
    "DoNotCallSuggester",
    "EffectivelyPrivate",
    "UnusedMethod",
    "UnusedVariable"
  }) // Found by their names.
  private static final class Hidden implements Answer {
    private final String secretField = "seen";

    @Override
    public Optional<Usage> usage() {
      return Optional.of(new Usage(3, 4L));
    }

    public Reason reason() {
      return Reason.STOP;
    }

    public Object broken() {
      throw new IllegalArgumentException("as told");
    }

    static String ofTheClass() {
      return "static";
    }
  }

  private final Hidden answer = new Hidden();

  @Test
  void gettersOptionalsMapsAndListsAreFollowed() {
    assertThat(Path.of("usage.in").number(answer)).isEqualTo(3L);
    assertThat(Path.of("usage.out").number(answer)).isEqualTo(4L);
    assertThat(Path.of("reason").text(answer)).isEqualTo("STOP");
    assertThat(Path.of("last.usage.in").number(List.of("x", answer))).isEqualTo(3L);
    assertThat(Path.of("first").text(List.of("x", answer))).isEqualTo("x");
    assertThat(Path.of("last.reason").text(answer)).isEqualTo("STOP");
    assertThat(Path.of("name.first").text(Map.of("name", List.of("weather")))).isEqualTo("weather");
    assertThat(Path.of("").from(answer)).isSameAs(answer);
  }

  @Test
  void aFieldStandsInWhereThereIsNoGetterAndTheFirstOfTwoNamesCounts() {
    assertThat(Path.of("secretField").text(answer)).isEqualTo("seen");
    assertThat(Path.of("getReason|reason").text(answer)).isEqualTo("STOP");
  }

  @Test
  void whereAWayLeadsNowhereThereIsNothing() {
    assertThat(Path.of("nothing.at.all").from(answer)).isNull();
    assertThat(Path.of("ofTheClass").from(answer)).isNull();
    assertThat(Path.of("last").from(List.of())).isNull();
    assertThat(Path.of("usage").from(null)).isNull();
    assertThat(Path.of("usage").text(answer)).as("no text of an object").isNull();
    assertThat(Path.of("reason").number(answer)).isNull();
  }

  @Test
  void whatAGetterThrowsIsThrown() {
    assertThatThrownBy(() -> Path.of("broken").from(answer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("as told");
  }
}
