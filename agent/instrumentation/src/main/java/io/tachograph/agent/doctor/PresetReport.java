package io.tachograph.agent.doctor;

import io.tachograph.agent.MarkedMethod;
import io.tachograph.agent.Rehearsal;
import io.tachograph.agent.preset.Expectation;
import io.tachograph.agent.preset.Preset;
import io.tachograph.recorder.Weaving;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which frameworks stand on a class path, and whether the presets fit the versions there. */
final class PresetReport {
  private final ClassPath classPath;
  private final Rehearsal rehearsal;

  /** Of classes that were all seen. */
  PresetReport(ClassPath classPath, Rehearsal rehearsal) {
    this.classPath = classPath;
    this.rehearsal = rehearsal;
  }

  /** Tells of each preset that is on, and what is missing as findings. */
  List<Map<String, Object>> tell(List<String> findings) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (Preset preset : rehearsal.presets()) {
      List<String> missing = missing(preset.name());
      missing.forEach(m -> findings.add("preset " + preset.name() + " does not fit: " + m));
      Map<String, Object> one = new LinkedHashMap<>();
      List<String> places = places(preset);
      one.put("preset", preset.name());
      one.put("found", !places.isEmpty());
      one.put("fits", !places.isEmpty() && missing.isEmpty());
      one.put("in", places);
      one.put("missing", missing);
      told.add(one);
    }
    return told;
  }

  /** The jars with what a preset goes by; their names mostly have the version. */
  private List<String> places(Preset preset) {
    TreeSet<String> places = new TreeSet<>();
    classPath
        .classFiles()
        .forEach(
            (file, source) -> {
              if (isOf(preset, file.replace('/', '.'))) {
                places.add(source.name());
              }
            });
    return List.copyOf(places);
  }

  private static boolean isOf(Preset preset, String classFile) {
    return preset.expected().stream().map(Expectation::beside).anyMatch(classFile::startsWith)
        || preset.methods().stream()
            .map(MarkedMethod::type)
            .anyMatch(type -> classFile.equals(type + ClassSource.CLASS));
  }

  private List<String> missing(String preset) {
    return rehearsal.failures().stream()
        .filter(failure -> isDrift(preset, failure))
        .map(failure -> failure.className() + ": " + failure.error())
        .toList();
  }

  /** What could not be woven for other reasons than a version that no preset fits. */
  List<Weaving> otherFailures() {
    return rehearsal.failures().stream()
        .filter(f -> rehearsal.presets().stream().noneMatch(preset -> isDrift(preset.name(), f)))
        .toList();
  }

  /** Whether it says what a framework's version lacks, and not that a class could not be woven. */
  private static boolean isDrift(String preset, Weaving failure) {
    String words = "preset " + preset;
    return failure.by().equals(words) || String.valueOf(failure.error()).startsWith(words + ": ");
  }
}
