package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
        "aws.secret.key",
        "passwd1",
        "API_KEY_PROD",
        "userpassword",
        "userPASSWORDhash",
        "myAPIkey",
        "accessTokens",
        "tokens"
      })
  void secretNamesAreRedacted(String name) {
    assertThat(redaction.redacts(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "query",
        "path",
        "pass",
        "key",
        "author",
        "api",
        "arg0",
        "tok",
        "__",
        "max_tokens",
        "promptTokens",
        "tokenUsage",
        "inputTokenCount",
        "tokenizer",
        "secretary",
        "hasPassword",
        "passwordPolicy",
        "photoKenya",
        "hotpot",
        "cookiecutter"
      })
  void otherNamesAreNot(String name) {
    assertThat(redaction.redacts(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iban", "IBAN", "customerIban", "i-b-a-n"})
  void configuredWordsRedactToo(String name) {
    assertThat(new Redaction(List.of("I_BAN", "--")).redacts(name)).isTrue();
    assertThat(new Redaction(List.of("--")).redacts(name)).isFalse();
  }

  @Test
  void shortWordsAreWholeWordsAndTheUsersHaveNoExceptions() {
    Redaction redaction = new Redaction(List.of("pin", "customer"));
    assertThat(redaction.redacts("userPin")).isTrue();
    assertThat(redaction.redacts("pins")).isTrue();
    assertThat(redaction.redacts("shipping")).isFalse();
    assertThat(redaction.redacts("customerCount")).isTrue();
  }
}
