package io.tachograph.agent.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.recorder.NamedArguments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls of a framework's dispatchers, read. */
class ToolReadingTest {
  record Request(String name, String arguments) {}

  record Answer(boolean isError, String text) {}

  /** A framework's own class that calls methods. */
  static final class ByMethod {
    final Method target;

    ByMethod(Method target) {
      this.target = target;
    }
  }

  interface Described {
    @Deprecated
    void described();
  }

  static final class Tools implements Described {
    @Override
    public void described() {}

    void other() {}
  }

  private final ToolReading reading =
      ToolReading.of(Source.argument(0, "name"), Source.argument(0, "arguments"))
          .unlessMarked(Source.self("target"), "java.lang.Deprecated")
          .result("text")
          .failedIf("isError", "text");

  @Test
  void nameAndArgumentsAreThoseOfTheTool() {
    Object[] call = {new Request("weather", "{\"city\":\"Bern\"}"), "memory"};
    assertThat(reading.name(null, call)).isEqualTo("weather");
    assertThat(reading.payload(null, call))
        .containsExactly(new NamedArguments(Map.of("city", "Bern")));
    assertThat(reading.handedOn(call)).isSameAs(call[0]);
  }

  @Test
  void whatIsNoJsonObjectIsOneArgument() {
    for (String text : new String[] {"Bern", "[1]", "{\"city\":"}) {
      assertThat(reading.payload(null, new Object[] {new Request("weather", text)}))
          .containsExactly(new NamedArguments(Map.of("arguments", text)));
    }
    assertThat(reading.payload(null, new Object[] {new Request("weather", "")}))
        .containsExactly(new NamedArguments(Map.of()));
  }

  @Test
  void aCallIsElsewhereIfItsMethodOrOneThatThisOverridesIsMarked() throws Exception {
    Object[] call = {new Request("weather", "{}")};
    assertThat(reading.isElsewhere(new ByMethod(Tools.class.getMethod("described")), call))
        .isTrue();
    assertThat(reading.isElsewhere(new ByMethod(Tools.class.getDeclaredMethod("other")), call))
        .isFalse();
    assertThat(reading.isElsewhere("no method", call)).isFalse();
    assertThat(reading.isElsewhere(null, call)).isFalse();
    assertThat(reading.unless(Source.argument(0, "name")).isElsewhere(null, call)).isTrue();
  }

  @Test
  void aResultMaySayThatTheCallFailed() {
    assertThat(reading.failure(new Answer(true, "not today"))).isEqualTo("not today");
    assertThat(reading.failure(new Answer(false, "sun"))).isNull();
    assertThat(reading.result(new Answer(false, "sun"))).isEqualTo("sun");
  }

  @Test
  void theToolsOwnExceptionIsRecorded() {
    ArithmeticException own = new ArithmeticException("/ by zero");
    assertThat(reading.error(own)).isSameAs(own);
    assertThat(reading.error(new InvocationTargetException(own))).isSameAs(own);
    assertThat(reading.error(new IllegalStateException(own))).isNotSameAs(own);
    assertThat(
            reading
                .wrappedIn(IllegalStateException.class.getName())
                .error(new IllegalStateException(own)))
        .isSameAs(own);
  }
}
