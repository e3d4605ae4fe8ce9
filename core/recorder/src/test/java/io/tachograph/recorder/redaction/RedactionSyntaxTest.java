package io.tachograph.recorder.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, classes, patterns and keys: what is one, and what is refused with which words. */
class RedactionSyntaxTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload",
        "$.payload.a",
        "result[0]",
        "result[*].x",
        "a['b.c'].*",
        "a-b.$c",
        "ä.1"
      })
  void paths(String path) {
    assertThat(PathNode.of(List.of(path)).goesOn()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|a name is missing at character 1",
        "$|]",
        "payload.|a name is missing at character 9",
        "payload..ssn|redact by name at character 9",
        "$..ssn|redact by name at character 3",
        "payload[|an index, * or a name in '' is missing at character 9",
        "payload[1|] is missing at character 10",
        "payload[-1]|an index",
        "payload[1234567]|an index",
        "payload['x]|the closing ' is missing",
        "pay load|a dot or a bracket is missing at character 4",
        "[0]|a name is missing at character 1"
      })
  void noPaths(String path, String message) {
    if (path.equals("$")) {
      // A dollar is a name like any other; as a root it has a dot behind it.
      assertThat(PathNode.of(List.of(path)).member("$").isSecret()).isTrue();
      return;
    }
    assertThatThrownBy(() -> PathNode.of(List.of(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void pathsTogetherAreBounded() {
    String deep = "a" + ".x".repeat(40);
    assertThatThrownBy(() -> PathNode.of(List.of(deep))).hasMessageContaining("more than 32 steps");
    List<String> many =
        Stream.iterate(0, i -> i < 16, i -> i + 1)
            .map(i -> "a" + ".*".repeat(i) + ".n" + i + ".*".repeat(15))
            .toList();
    assertThatThrownBy(() -> PathNode.of(many)).hasMessageContaining("fewer wildcards");
  }

  @Test
  void wildcardsAndNamesHoldTogether() {
    PathNode root = PathNode.of(List.of("a.*.x", "a.b.y", "a[0]", "a[*].z"));
    PathNode b = root.member("a").member("b");
    assertThat(b.member("x").isSecret()).isTrue();
    assertThat(b.member("y").isSecret()).isTrue();
    assertThat(root.member("a").member("c").member("y").isSecret()).isFalse();
    assertThat(root.member("a").element(0).isSecret()).isTrue();
    assertThat(root.member("a").element(0).member("z").isSecret()).isTrue();
    assertThat(root.member("a").element(9).member("z").isSecret()).isTrue();
    assertThat(root.member("b")).isSameAs(PathNode.NOWHERE);
  }

  @Test
  void classesArePatternsOfNames() {
    assertThatThrownBy(() -> new SecretClasses(List.of("com.acme.Secret#x")))
        .hasMessageContaining("not a class's name: com.acme.Secret#x");
    assertThat(new SecretClasses(List.of("java.util.*List")).contain(java.util.ArrayList.class))
        .isTrue();
  }

  @Test
  void patternsAreRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> UserPatterns.of(List.of("a(b")))
        .hasMessageContaining("missing closing )")
        .hasMessageContaining("a(b");
    assertThatThrownBy(() -> UserPatterns.of(List.of("(a)\\1"))).hasMessageContaining("(a)\\1");
    assertThatThrownBy(() -> UserPatterns.of(List.of("a*")))
        .hasMessageContaining("it fits the empty text: a*");
    assertThatThrownBy(() -> UserPatterns.of(List.of("a".repeat(2000))))
        .hasMessageContaining("longer than");
  }

  @Test
  void aKeyIsReadFromItsFileWhole() throws Exception {
    byte[] bytes = "0123456789abcdef0123456789abcdef\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(temp.resolve("key"), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    RedactionKey key = RedactionKey.read(file);
    assertThat(key.isReadableByOthers()).isFalse();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
    byte[] full = mac.doFinal("ä".getBytes(StandardCharsets.UTF_8));
    String expected =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(java.util.Arrays.copyOf(full, 16));
    assertThat(key.of("ä")).isEqualTo("[redacted:hmac-sha256:" + expected + "]");
    assertThat(key.id()).matches("[0-9a-f]{16}").isNotEqualTo(new RedactionKey(new byte[32]).id());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(RedactionKey.read(file).isReadableByOthers()).isTrue();
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> RedactionKey.read(file)).hasMessageContaining("bytes=31");
  }
}
