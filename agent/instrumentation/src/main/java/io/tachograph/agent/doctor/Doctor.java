package io.tachograph.agent.doctor;

import io.tachograph.agent.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds out what the agent would do with an application and its options. The command line finds
 * this class by its name and knows it as a function of the JDK's types, since it may not depend on
 * the agent.
 *
 * <p>It takes the texts {@code class-path}, {@code module-path}, {@code options} and {@code main},
 * and gives what {@code doctor --json} prints: maps, lists, texts, numbers and truth values.
 */
public final class Doctor implements Function<Map<String, String>, Map<String, Object>> {
  private static final int MAX_EXAMPLES = 20;

  private final List<String> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** For the command line, by reflection. Used once. */
  public Doctor() {}

  /**
   * Finds out.
   *
   * @throws IllegalArgumentException if an option is wrong, with the line that the agent prints
   */
  @Override
  public Map<String, Object> apply(Map<String, String> request) {
    Rehearsal rehearsal =
        Rehearsal.of(request.getOrDefault("options", ""), request.getOrDefault("main", ""));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("java", java());
    told.put("options", rehearsal.settings().stream().map(Doctor::tree).toList());
    if (!rehearsal.enabled()) {
      findings.add("enabled=false: the agent would do nothing at all");
    }
    told.put("ledger", new LedgerPlace(rehearsal.folder()).look(findings));
    String classPath = request.getOrDefault("class-path", "");
    String modulePath = request.getOrDefault("module-path", "");
    if (!classPath.isEmpty() || !modulePath.isEmpty()) {
      try (ClassPath places = new ClassPath()) {
        places.addClassPath(classPath);
        places.addModulePath(modulePath);
        scan(places, rehearsal, told);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    told.put("findings", findings);
    told.put("notes", notes);
    return told;
  }

  private Map<String, Object> java() {
    Map<String, Object> java = new LinkedHashMap<>();
    java.put("version", Runtime.version().toString());
    java.put("home", System.getProperty("java.home", ""));
    List<String> missing =
        Rehearsal.neededModules().stream()
            .filter(name -> ModuleLayer.boot().findModule(name).isEmpty())
            .toList();
    java.put("missing_modules", missing);
    missing.forEach(
        name -> findings.add("this Java has no module " + name + ", which the agent needs"));
    return java;
  }

  private void scan(ClassPath places, Rehearsal rehearsal, Map<String, Object> told) {
    ClassScan scan = new ClassScan(places, rehearsal);
    scan.run();
    findings.addAll(places.problems());
    scan.broken().forEach(b -> findings.add("the class file cannot be read: " + b));
    rehearsal.troubles().forEach(e -> findings.add("the agent fails: " + e));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("places", places.size());
    tree.put("classes", places.classFiles().size());
    tree.put("incomplete", scan.incomplete().size());
    tree.put("too_new", scan.tooNew().size());
    told.put("class_path", tree);
    PresetReport presets = new PresetReport(places, rehearsal);
    told.put("presets", presets.tell(findings));
    presets
        .otherFailures()
        .forEach(f -> findings.add("cannot be audited: " + f.className() + ": " + f.error()));
    List<Rehearsal.Audited> audited = rehearsal.audited();
    told.put("audited", audited.stream().map(method -> tree(method, places)).toList());
    if (audited.isEmpty()) {
      notes.add("nothing on the class path would be audited");
    }
    rehearsal
        .idlePatterns()
        .forEach(p -> findings.add("this include names no method that is there: " + p));
    note(scan);
  }

  private void note(ClassScan scan) {
    if (!scan.tooNew().isEmpty()) {
      notes.add(
          scan.tooNew().size()
              + " classes need a newer Java than this one and were not looked at; run doctor with"
              + " the java that runs the application: "
              + examples(scan.tooNew()));
    }
    if (!scan.incomplete().isEmpty()) {
      notes.add(
          scan.incomplete().size()
              + " classes cannot be loaded, since something that they need is not on the class"
              + " path: "
              + examples(scan.incomplete()));
    }
  }

  private static String examples(List<String> all) {
    return String.join("; ", all.subList(0, Math.min(MAX_EXAMPLES, all.size())));
  }

  private static Map<String, Object> tree(Rehearsal.Setting setting) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("option", setting.name());
    tree.put("value", setting.value());
    tree.put("from", setting.from());
    return tree;
  }

  private static Map<String, Object> tree(Rehearsal.Audited method, ClassPath places) {
    ClassSource source = places.find(method.className().replace('.', '/') + ClassSource.CLASS);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", method.kind());
    tree.put("name", method.name());
    tree.put("class", method.className());
    tree.put("method", method.method());
    tree.put("by", method.by());
    tree.put("in", source == null ? "" : source.name());
    tree.put("names_can_redact", method.named());
    return tree;
  }
}
