package io.tachograph.agent;

import io.tachograph.agent.preset.Preset;
import io.tachograph.agent.preset.PresetFit;
import io.tachograph.recorder.Weaving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent would do with options and with class files, without a host to do it to. The parts
 * that judge are the agent's own. For one thread.
 */
public final class Rehearsal {
  private static final String DEFAULT = "default";

  private final OptionSources sources;
  private final AgentOptions options;
  private final CallSites sites = new CallSites();
  private final SuperTypesFirst superTypes = new SuperTypesFirst();
  private final List<Weaving> weavings = new ArrayList<>();
  private final List<Throwable> troubles = new ArrayList<>();
  private final AuditTransformer transformer;

  private Rehearsal(OptionSources sources, AgentOptions options) {
    this.sources = sources;
    this.options = options;
    this.transformer =
        new AuditTransformer(
            Marks.of(options),
            new PresetFit(options.presets(), weavings::add),
            sites,
            new BridgeAccess(null, troubles::add),
            weavings::add,
            troubles::add);
  }

  /**
   * An option as it counts.
   *
   * @param name as users write it
   * @param value empty for nothing
   * @param from where it is given, or that it is the default
   */
  public record Setting(String name, String value, String from) {}

  /**
   * A method that would be audited.
   *
   * @param kind task, tool or model
   * @param name its calls' name, unless that is known only at the call
   * @param className the binary name of its class
   * @param method its name and descriptor
   * @param by the annotation that marks it, {@code include}, or a preset
   * @param named whether the class file has its parameters' names, by which values are redacted
   */
  public record Audited(
      String kind, String name, String className, String method, String by, boolean named) {}

  /**
   * With the options that the agent would read in this JVM.
   *
   * @param argument what stands behind the agent's {@code =}
   * @param mainClass the host's main class or jar, empty if it is not known
   * @throws IllegalArgumentException at the first mistake, with the line that the agent prints
   */
  public static Rehearsal of(String argument, String mainClass) {
    return of(argument, AgentStarter.properties(), System.getenv(), mainClass);
  }

  static Rehearsal of(
      String argument,
      Map<String, String> properties,
      Map<String, String> environment,
      String mainClass) {
    try {
      OptionSources sources = OptionSources.read(argument, properties, environment);
      return new Rehearsal(sources, AgentOptions.read(sources, mainClass));
    } catch (OptionsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Modules of the JDK without which nothing can be recorded. */
  public static List<String> neededModules() {
    return JdkModules.NEEDED;
  }

  /** All options there are. */
  public List<Setting> settings() {
    return Arrays.stream(Option.values()).map(this::setting).toList();
  }

  private Setting setting(Option option) {
    String given = sources.values().get(option);
    String origin = sources.origin(option);
    String otherwise =
        option == Option.SERVICE ? options.recording().service() : option.otherwise();
    return new Setting(
        option.text(), given == null ? otherwise : given, origin == null ? DEFAULT : origin);
  }

  /** Whether anything would be done at all. */
  public boolean enabled() {
    return options.enabled();
  }

  /** The first ledger folder that would be tried. */
  public Path folder() {
    return options.recording().dir().resolve(options.recording().service());
  }

  /** The presets that are on. */
  public List<Preset> presets() {
    return options.presets();
  }

  /**
   * Does what is done when a loader defines a class: has its super types loaded, and weaves it.
   *
   * @param loader finds the bridge's and the facade's classes, and all that the class needs
   * @return the woven class file, or null if it would stay as it is
   */
  public byte @Nullable [] define(ClassLoader loader, String className, byte[] classFile) {
    superTypes.defining(loader, classFile, 0, classFile.length);
    return transformer.transform(null, loader, className.replace('.', '/'), null, null, classFile);
  }

  /** The methods that would be audited, of the classes that were defined. */
  public List<Audited> audited() {
    Map<String, Set<String>> woven = new HashMap<>();
    for (Weaving weaving : weavings) {
      if (weaving.error() == null) {
        woven
            .computeIfAbsent(weaving.className(), name -> new HashSet<>())
            .addAll(weaving.methods());
      }
    }
    return sites.all().stream()
        .filter(m -> woven.getOrDefault(m.site().className(), Set.of()).contains(m.signature()))
        .map(Rehearsal::audited)
        .toList();
  }

  private static Audited audited(AuditedMethod method) {
    return new Audited(
        method.site().kind().name().toLowerCase(Locale.ROOT),
        method.site().name(),
        method.site().className(),
        method.signature(),
        method.by(),
        method.named());
  }

  /** What {@code instrumentation_failed} would say. */
  public List<Weaving> failures() {
    return weavings.stream().filter(weaving -> weaving.error() != null).toList();
  }

  /** What went wrong with us. */
  public List<Throwable> troubles() {
    return List.copyOf(troubles);
  }

  /** Patterns of {@code include} and {@code include.tasks} that name no method that was seen. */
  public List<String> idlePatterns() {
    List<Audited> audited = audited();
    return Stream.concat(options.includes().tools().stream(), options.includes().tasks().stream())
        .filter(pattern -> audited.stream().noneMatch(method -> names(pattern, method)))
        .map(IncludePattern::toString)
        .toList();
  }

  private static boolean names(IncludePattern pattern, Audited method) {
    String name = method.method().substring(0, method.method().indexOf('('));
    return pattern.matchesMethod(method.className(), name, true);
  }
}
