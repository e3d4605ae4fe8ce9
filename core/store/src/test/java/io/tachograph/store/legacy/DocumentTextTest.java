package io.tachograph.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a document, and how it is printed. */
class DocumentTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{", "{\"a\":}", "{\"a\":1} x", "nul", "{'a':1}", "{\"a\":01}"})
  void what_is_not_json_is_refused(String text) {
    assertThatThrownBy(() -> DocumentText.values(text))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("allowed=");
  }

  @Test
  void an_error_says_line_and_column() {
    assertThatThrownBy(() -> DocumentText.values("{\n \"a\": 1,\n ?}"))
        .hasMessageContaining("line 3, column 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null"})
  void a_document_is_an_object(String text) {
    assertThatThrownBy(() -> DocumentText.values(text)).hasMessageContaining("no object");
  }

  @Test
  void a_key_that_stands_twice_is_refused_at_its_place() {
    assertThatThrownBy(() -> DocumentText.values("{\"a\":[{\"b c\":1,\"b c\":1}]}"))
        .hasMessageContaining("json_path=$.a[0]['b c']");
  }

  @Test
  void nesting_is_taken_up_to_its_limit() {
    assertThat(DocumentText.values(nested(DocumentText.MAX_NESTING))).isNotNull();
    assertThatThrownBy(() -> DocumentText.values(nested(DocumentText.MAX_NESTING + 1)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("nested too deep")
        .hasMessageContaining(String.valueOf(DocumentText.MAX_NESTING));
    assertThatThrownBy(() -> DocumentText.values(nested(200_000)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("nested too deep");
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Test
  void a_number_too_long_is_refused() {
    String digits = "1".repeat(DocumentText.MAX_NUMBER_CHARS);
    assertThat(DocumentText.values("{\"a\":" + digits + "}").get("a").toString()).isEqualTo(digits);
    assertThatThrownBy(() -> DocumentText.values("{\"a\":1" + digits + "}"))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining(String.valueOf(DocumentText.MAX_NUMBER_CHARS));
  }

  @Test
  void half_a_surrogate_pair_is_refused_at_its_place() {
    assertThat(DocumentText.values("{\"a\":\"\\ud83d\\ude00\"}").get("a").textValue())
        .isEqualTo("😀");
    assertThatThrownBy(() -> DocumentText.values("{\"a\":\"\\ud83d\"}"))
        .hasMessageContaining("json_path=$.a");
    assertThatThrownBy(() -> DocumentText.values("{\"\\ude00\":1}"))
        .isInstanceOf(DocumentException.class);
  }

  @Test
  void numbers_are_printed_as_they_are_written() {
    String text =
        """
        {
          "a": 1.0,
          "b": 1e2,
          "c": -0.0,
          "d": 123456789012345678901234567890,
          "e": NaN,
          "f": [
            -Infinity,
            1.50E-3
          ],
          "g": [],
          "h": {},
          "i": null
        }
        """;
    assertThat(DocumentText.print(DocumentText.asWritten(text))).isEqualTo(text);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_document() {
    assertThat(DocumentText.values("\ufeff{\"a\":1}").get("a").intValue()).isEqualTo(1);
  }
}
