package io.tachograph.recorder.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSecretsTest {
  private static final int MANY = 20_000;

  private final TextSecrets secrets =
      new TextSecrets(
          new SecretNames(SecretNames.DEFAULT_WORDS, List.of()), true, Placeholder.ANONYMOUS);

  @Test
  void aTextWithoutSecretsIsTheSameObject() {
    String text = "a query: of some words, 12:30, {\"a\":1} and https://example.com/?q=x";
    assertThat(secrets.without(text)).isSameAs(text);
  }

  @Test
  void whateverIsBetweenSecretsStays() {
    assertThat(
            secrets.without(
                "a {\"password\":\"x\",\"n\":1,\"cvv\":123} token=abc; http://u:p@h/ "
                    + "4539578763621486, DE89370400440532013000."))
        .isEqualTo(
            "a {\"password\":\"[redacted]\",\"n\":1,\"cvv\":\"[redacted]\"} token=[redacted]; "
                + "http://u:[redacted]@h/ [redacted], [redacted].");
  }

  @Test
  void jsonThatIsRedactedIsStillJson() throws Exception {
    String inner = "{\\\"secret\\\":[1,{\\\"a\\\":\\\"]\\\"}],\\\"x\\\":\\\"y\\\"}";
    String clean = secrets.without("{\"args\":\"" + inner + "\",\"otp\":123456}");
    var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    var tree = mapper.readTree(clean);
    assertThat(tree.path("otp").textValue()).isEqualTo("[redacted]");
    assertThat(mapper.readTree(tree.path("args").textValue()).toString())
        .isEqualTo("{\"secret\":\"[redacted]\",\"x\":\"y\"}");
  }

  /**
   * Each would take very long if one of the forms looked at the rest of the text again and again.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJaaaaaaaaaaaaaa.bbbbbbbb.",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY",
        "://a:b",
        "\"password\":",
        "\\\"password\\\":[{",
        "<password>",
        "--password ",
        "4111 1111 ",
        "DE89 3704 ",
        "Bearer ",
        "password=",
        "\\",
        "\"",
        " :",
        "SG.",
        "sk-",
        "token: ",
        "dp.pt.hvs."
      })
  void timeIsLinearInTheText(String piece) {
    assertThat(secrets.without(piece.repeat(MANY))).isNotEmpty();
  }

  @Test
  void anyTextIsTaken() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "password",
      "token",
      "\"",
      "'",
      "\\",
      ":",
      "=",
      " ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "<",
      ">",
      "/",
      "//",
      "--",
      "-----BEGIN",
      "PRIVATE KEY",
      "-----",
      "eyJ",
      ".",
      "4539578763621486",
      "4539 ",
      "DE89",
      "bearer",
      "basic",
      "\n",
      "%41",
      "@",
      "~",
      "8Q~",
      "x",
      "sk-",
      "AKIA",
      "\u00e4",
      "😀",
      "1"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(25); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        assertThat(secrets.without(text.toString())).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed=" + seed + " text=" + text, e);
      }
    }
  }
}
