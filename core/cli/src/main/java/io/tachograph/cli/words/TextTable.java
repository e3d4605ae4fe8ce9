package io.tachograph.cli.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of text under each other, as wide as they need to be: the first column to the left, the
 * others to the right. For one thread.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * With a first row.
   *
   * @param head what stands over the columns
   */
  public TextTable(String... head) {
    rows.add(List.of(head));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the first row has
   */
  public void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row is as long as the first: cells=" + cells.length + " of=" + rows.get(0).size());
    }
    rows.add(List.of(cells));
  }

  /** The rows as lines, the first row first, without blanks at the end. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), width(row.get(i))));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      String blanks = " ".repeat(widths.get(i) - width(cell));
      line.append(i == 0 ? cell + blanks : GAP + blanks + cell);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
