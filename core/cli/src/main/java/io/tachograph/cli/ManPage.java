package io.tachograph.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page in the macros of man(7), made of what the commands say of themselves, so that it
 * cannot say anything else than {@code --help}.
 */
final class ManPage {
  private static final String BREAK = ".br\n";

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String of(CommandSpec root) {
    ManPage man = new ManPage();
    man.head(root);
    for (CommandLine command : new LinkedHashSet<>(root.subcommands().values())) {
      man.command(command.getCommandSpec());
    }
    man.foot(root);
    return man.page.toString();
  }

  private void head(CommandSpec root) {
    page.append(".TH TACHOGRAPH 1 \"\" \"tachograph ")
        .append(Main.version())
        .append("\" \"User Commands\"\n");
    section("NAME");
    text("tachograph - " + firstLower(String.join(" ", root.usageMessage().description())));
    section("SYNOPSIS");
    page.append(".B java -jar tachograph.jar\n.I command\n[\\fIoption\\fR...]\n");
    section("COMMANDS");
  }

  private void command(CommandSpec command) {
    if (command.usageMessage().hidden()) {
      return;
    }
    UsageMessageSpec usage = command.usageMessage();
    page.append(".SS ").append(escaped(command.qualifiedName())).append('\n');
    text(synopsis(command));
    page.append(".PP\n");
    lines(usage.description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description());
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp() && !option.hidden()) {
        item(
            "\\fB" + escaped(String.join(", ", option.names())) + "\\fR" + value(option),
            option.description());
      }
    }
    page.append(".PP\n");
    lines(usage.footer());
    for (CommandLine sub : new LinkedHashSet<>(command.subcommands().values())) {
      command(sub.getCommandSpec());
    }
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder line = new StringBuilder(command.qualifiedName());
    if (!command.subcommands().isEmpty()) {
      line.append(" COMMAND");
    }
    if (command.options().size() > 2) {
      line.append(" [OPTION...]");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      boolean required = parameter.arity().min() > 0;
      line.append(required ? " " : " [").append(parameter.paramLabel()).append(required ? "" : "]");
    }
    return line.toString();
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
  }

  private void item(String tag, String[] description) {
    page.append(".TP\n").append(tag).append('\n');
    text(String.join(" ", description));
  }

  private void foot(CommandSpec root) {
    section("ENVIRONMENT");
    page.append(".TP\n.B NO_COLOR\nNothing is coloured.\n");
    page.append(".TP\n.B COLUMNS\nHow wide the terminal is.\n");
    section("EXIT STATUS");
    List<String> footer = Arrays.asList(root.usageMessage().footer());
    footer.stream().filter(line -> line.startsWith("Exit codes: ")).forEach(this::text);
  }

  private void section(String name) {
    page.append(".SH ").append(name).append('\n');
  }

  /** Lines as they stand: examples are of several. */
  private void lines(String[] lines) {
    for (String line : lines) {
      if (line.isEmpty()) {
        page.append(".PP\n");
      } else {
        text(line);
        page.append(BREAK);
      }
    }
  }

  private void text(String text) {
    page.append(escaped(text)).append('\n');
  }

  /** A dot or an apostrophe at the start of a line would be a macro. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }

  private static String firstLower(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
