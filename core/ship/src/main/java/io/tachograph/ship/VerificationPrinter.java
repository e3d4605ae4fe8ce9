package io.tachograph.ship;

import io.tachograph.format.JsonWriter;
import io.tachograph.ship.FarVerification.Judged;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.PlainText;
import io.tachograph.verifier.ReportJson;
import io.tachograph.verifier.ReportWords;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Prints what verification comes to: in words, or as JSON with an object a line for each ledger.
 */
final class VerificationPrinter {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final @Nullable Path compared;

  /**
   * Makes one.
   *
   * @param compared the folder that ledgers are held against, or null
   */
  VerificationPrinter(PrintWriter out, PrintWriter err, boolean json, @Nullable Path compared) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.compared = compared;
  }

  /** Of one ledger. */
  void judged(Judged judged) {
    LedgerReport report = judged.report();
    if (report == null) {
      complain("it cannot be read: " + judged.ledger() + ": " + judged.failure());
    } else if (json) {
      out.println(line(report, judged.comparison()));
    } else {
      ReportWords.print(report, out);
      if (judged.comparison() != null) {
        out.println("  compared: " + PlainText.line(judged.comparison().toString()));
      } else if (compared != null) {
        out.println("  not compared: it is not here: path=" + compared);
      }
    }
  }

  private static String line(LedgerReport report, @Nullable Comparison comparison) {
    JsonWriter line = new JsonWriter().reset().beginObject();
    ReportJson.write(report, line);
    if (comparison != null) {
      line.name("comparison").beginObject();
      line.name("agrees").value(comparison.agrees());
      line.name("same").value(comparison.same());
      line.name("different").value(comparison.different());
      line.name("missing_there").value(comparison.missingThere());
      line.name("missing_here").value(comparison.missingHere());
      line.name("first_difference").value(comparison.firstDifference());
      line.name("more_here").value(comparison.moreHere());
      line.name("more_there").value(comparison.moreThere());
      line.endObject();
    }
    return line.endObject().toString();
  }

  /** Of a ledger that is here, and of which there is nothing there. */
  void lacking(String id, LedgerFolder folder) {
    if (json) {
      complain("the ledger is not there, but here: " + id + " path=" + folder.path());
    } else {
      out.println("ledger " + id + "\n  NOT THERE, but here: path=" + folder.path());
    }
  }

  private void complain(String what) {
    err.println("tachograph-ship: " + PlainText.line(what));
  }

  /** Of all of them. */
  void end(int ledgers, boolean passed) {
    if (!json) {
      out.println(ledgers + (ledgers == 1 ? " ledger" : " ledgers") + (passed ? ", intact" : ""));
    }
  }
}
