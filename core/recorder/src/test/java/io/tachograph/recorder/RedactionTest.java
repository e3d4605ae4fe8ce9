package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final Redaction redaction = new Redaction(Redaction.DEFAULT_WORDS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "userPassword",
        "db_pass_word",
        "apiKey",
        "api_key",
        "X-Api-Key",
        "accessToken",
        "Authorization",
        "clientSecret",
        "credentials",
        "aws.secret.key"
      })
  void secretNamesAreRedacted(String name) {
    assertThat(redaction.redacts(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "query", "path", "pass", "key", "author", "api", "arg0", "tok", "__"})
  void otherNamesAreNot(String name) {
    assertThat(redaction.redacts(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iban", "IBAN", "customerIban", "i-b-a-n"})
  void configuredWordsRedactToo(String name) {
    assertThat(new Redaction(List.of("I_BAN", "--")).redacts(name)).isTrue();
    assertThat(new Redaction(List.of("--")).redacts(name)).isFalse();
  }
}
