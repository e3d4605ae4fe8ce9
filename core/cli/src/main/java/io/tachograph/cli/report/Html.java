package io.tachograph.cli.report;

import java.util.List;

/** HTML that is built from the outside in. What a ledger holds gets in as text alone. */
final class Html {
  private final StringBuilder html = new StringBuilder();

  /** Markup of ours. */
  Html raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Text of anybody's. */
  Html text(String text) {
    html.append(escaped(text));
    return this;
  }

  /** An element with text in it. */
  Html element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
  }

  Html heading(String id, String title) {
    return raw("<h2 id=\"" + id + "\">").text(title).raw("</h2>\n");
  }

  Html tableHead(String... columns) {
    return head("<table>", columns);
  }

  /** Of a table in which all but the first column are numbers. */
  Html numbersHead(String... columns) {
    return head("<table class=\"numbers\">", columns);
  }

  private Html head(String table, String... columns) {
    raw("<div class=\"table\">" + table + "<thead><tr>");
    for (String column : columns) {
      element("th", column);
    }
    return raw("</tr></thead><tbody>\n");
  }

  /** A row; numbers stand to the right. */
  Html row(List<String> cells) {
    raw("<tr>");
    for (String cell : cells) {
      boolean number = cell.matches("[0-9][0-9,.]*( ?(%|ns|µs|ms|s|min|h))?");
      raw(number ? "<td class=\"n\">" : "<td>").text(cell).raw("</td>");
    }
    return raw("</tr>\n");
  }

  Html tableEnd() {
    return raw("</tbody></table></div>\n");
  }

  /** The text with nothing in it that HTML or a reader's eye would take for something else. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      case '\n' -> safe.append('\n');
      default -> {
        switch (Character.getType(c)) {
          // A right-to-left override would turn a line around.
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE ->
              safe.append(String.format("\\u%04x", c));
          default -> safe.appendCodePoint(c);
        }
      }
    }
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
