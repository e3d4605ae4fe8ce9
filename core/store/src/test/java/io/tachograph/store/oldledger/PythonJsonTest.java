package io.tachograph.store.oldledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what CPython 3.11 wrote for the same values. */
class PythonJsonTest {
  private static String json(Object value) {
    StringBuilder out = new StringBuilder();
    PythonJson.append(out, value);
    return out.toString();
  }

  /** By their bits, so that it is no matter how Java reads a literal. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-9223372036854775808, -0.0",
    "4607182418800017408, 1.0",
    "-4616189618054758400, -1.0",
    "4591870180066957722, 0.1",
    "4846369599423283200, 1e+16",
    "4831355200913801216, 1000000000000000.0",
    "4846369599423283199, 9999999999999998.0",
    "4862596447618666293, 1.2345678901234568e+17",
    "4502148214488346440, 1e-07",
    "4547007122018943789, 0.0001",
    "4532020583610935537, 1e-05",
    "4548686525128629352, 0.00012345",
    "4609434218613702656, 1.5",
    "4636737291354636288, 100.0",
    "4936209963552724370, 1e+22",
    "4950912855330343670, 1e+23",
    "4955416454957714166, 2e+23",
    "1, 5e-324",
    "4503599627370496, 2.2250738585072014e-308",
    "9218868437227405311, 1.7976931348623157e+308",
    "4409024035195715584, 5.684341886080802e-14",
    "4845873199050653696, 9007199254740992.0",
    "4599075939470750516, 0.30000000000000004",
    "4599676419421066581, 0.3333333333333333",
    "9221120237041090560, NaN",
    "9218868437227405312, Infinity",
    "-4503599627370496, -Infinity",
    "4566758108544739836, 0.002",
    "4616583683022153318, 4.35",
    "4921056587992461136, 1e+21",
    "4683220299150161609, 123456.789",
    "-4721223822366429368, -1e-07",
    "4934958393344299186, 8.41e+21"
  })
  void floats_are_written_as_repr_does(long bits, String expected) {
    assertThat(json(Double.longBitsToDouble(bits))).isEqualTo(expected);
  }

  @Test
  void integers_and_null_are_plain() {
    assertThat(json(0L)).isEqualTo("0");
    assertThat(json(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(json(null)).isEqualTo("null");
  }

  @Test
  void texts_are_ascii() {
    assertThat(json("")).isEqualTo("\"\"");
    assertThat(json("plain ~")).isEqualTo("\"plain ~\"");
    assertThat(json("\"\\/")).isEqualTo("\"\\\"\\\\/\"");
    assertThat(json("\b\f\n\r\t\0\u0001\u001f\u007f"))
        .isEqualTo("\"\\b\\f\\n\\r\\t\\u0000\\u0001\\u001f\\u007f\"");
    assertThat(json("größer")).isEqualTo("\"gr\\u00f6\\u00dfer\"");
    assertThat(json("\u2028€")).isEqualTo("\"\\u2028\\u20ac\"");
    assertThat(json("\ud83d\ude00\udbff\udfff")).isEqualTo("\"\\ud83d\\ude00\\udbff\\udfff\"");
    assertThat(json("\u0080\ud7ff\ue000\uffff")).isEqualTo("\"\\u0080\\ud7ff\\ue000\\uffff\"");
  }

  @Test
  void bytes_have_no_json() {
    assertThatThrownBy(() -> json(new UndecodedBytes("AA==", false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OldLedgerRow row(
      Object timestamp,
      String type,
      Object taskId,
      String agentId,
      String payload,
      String result,
      String error) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("timestamp", timestamp);
    columns.put("event_type", type);
    columns.put("task_id", taskId);
    columns.put("agent_id", agentId);
    columns.put("payload", payload);
    columns.put("result", result);
    columns.put("error", error);
    columns.put("details", "is not hashed");
    return new OldLedgerRow(1, columns);
  }

  @Test
  void a_row_s_hash_is_python_s() {
    OldLedgerRow first =
        row(
            "2025-11-20T10:00:00.000001",
            "proposal_created",
            null,
            "größer",
            "{\"title\": \"Gr\\u00f6\\u00dfe\", \"n\": 1.5}",
            null,
            null);
    String firstHash = "49ed4708467380e565d92b4ff33925993fc6a58daed7dcd2b63e975aa76bce4d";
    assertThat(RowHash.of(first, RowHash.GENESIS)).isEqualTo(firstHash);
    OldLedgerRow second = row(1.7e9, "TASK", 7L, "\ud83d\ude00", "", "ok\n", "a \"b\" \\ \u007f");
    assertThat(RowHash.of(second, firstHash))
        .isEqualTo("01aa84a3a12e75ac77d52a9d5d9bbab58c3ac979e7aa80e65752cab788f69c68");
  }
}
