package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code doctor} found out, in words. */
final class DoctorWords {
  private static final double GIB = 1L << 30;

  private final PrintWriter out;

  DoctorWords(PrintWriter out) {
    this.out = out;
  }

  /** Prints it. */
  void print(JsonNode told) {
    JsonNode java = told.path("java");
    line("java " + text(java, "version") + "  " + text(java, "home"));
    line("options");
    for (JsonNode option : told.path("options")) {
      line(
          String.format(
              Locale.ROOT,
              "  %-20s %-24s %s",
              text(option, "option"),
              text(option, "value").isEmpty() ? "-" : text(option, "value"),
              text(option, "from")));
    }
    ledger(told.path("ledger"));
    if (told.has("class_path")) {
      classPath(told);
    }
    told.path("notes").forEach(note -> line("note: " + note.asText()));
    told.path("findings").forEach(finding -> line("FOUND: " + finding.asText()));
    if (told.path("findings").isEmpty()) {
      line("all is well");
    }
  }

  private void ledger(JsonNode ledger) {
    line("ledger " + text(ledger, "folder"));
    line(
        "  "
            + (ledger.path("writable").asBoolean() ? "can be written" : "CANNOT BE WRITTEN")
            + (ledger.path("exists").asBoolean() ? ", exists" : ", would be made"));
    if (ledger.path("held").asBoolean()) {
      line("  a live process writes to it; the next one takes " + text(ledger, "folder") + "-2");
    }
    if (ledger.has("free_bytes")) {
      line(
          String.format(
              Locale.ROOT,
              "  free: %.1f GiB, room for about %d million events",
              ledger.path("free_bytes").asLong() / GIB,
              ledger.path("free_events").asLong() / 1_000_000));
    }
  }

  private void classPath(JsonNode told) {
    JsonNode classPath = told.path("class_path");
    line(
        "class path: "
            + classPath.path("classes").asLong()
            + " classes in "
            + classPath.path("places").asLong()
            + (classPath.path("places").asLong() == 1 ? " place" : " places"));
    line("presets");
    for (JsonNode preset : told.path("presets")) {
      String state =
          preset.path("fits").asBoolean()
              ? "fits"
              : preset.path("found").asBoolean() ? "DOES NOT FIT" : "not there";
      line(
          String.format(
              Locale.ROOT, "  %-20s %-12s %s", text(preset, "preset"), state, list(preset, "in")));
    }
    JsonNode audited = told.path("audited");
    line("audited: " + audited.size() + (audited.size() == 1 ? " method" : " methods"));
    for (JsonNode method : audited) {
      line(
          "  "
              + text(method, "kind")
              + " "
              + text(method, "name")
              + "  "
              + text(method, "class")
              + "#"
              + text(method, "method")
              + "  by "
              + text(method, "by")
              + "  in "
              + text(method, "in")
              + (method.path("names_can_redact").asBoolean() ? "" : "  NAMES CANNOT REDACT"));
    }
  }

  private static String text(JsonNode tree, String name) {
    return tree.path(name).asText();
  }

  private static String list(JsonNode tree, String name) {
    List<String> texts = new ArrayList<>();
    tree.path(name).forEach(one -> texts.add(one.asText()));
    return String.join(", ", texts);
  }

  /** What stands in class files and options must not look like lines of ours. */
  private void line(String text) {
    out.println(Plain.line(text).stripTrailing());
  }
}
