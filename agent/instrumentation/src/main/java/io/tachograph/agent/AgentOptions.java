package io.tachograph.agent;

import io.tachograph.agent.metrics.MetricsAddress;
import io.tachograph.agent.preset.Preset;
import io.tachograph.agent.preset.Presets;
import io.tachograph.ledger.Durability;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.BackupSchedule;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CaptureLimits;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.Redaction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told, checked.
 *
 * @param enabled whether to do anything
 * @param recording how to record
 * @param annotations what marks a method; of two on one method the first counts
 * @param includes methods to audit that nobody annotated
 * @param presets frameworks whose tools, tasks and models to audit
 * @param prompts whether what models are asked and answer is recorded
 * @param metrics where metrics are served, or null for nowhere
 */
record AgentOptions(
    boolean enabled,
    RecordingOptions recording,
    List<AuditAnnotation> annotations,
    Includes includes,
    List<Preset> presets,
    boolean prompts,
    @Nullable MetricsAddress metrics) {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})(ms|s|m|h)");
  private static final Pattern CLASS_NAME = Pattern.compile("[^\\s=#*;/\\[]+");
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /**
   * Reads and checks all options.
   *
   * @param mainClass the host's main class or jar, after which the service is named unless told
   * @throws OptionsException at the first mistake
   */
  static AgentOptions read(
      @Nullable String argument,
      Map<String, String> properties,
      Map<String, String> environment,
      String mainClass)
      throws OptionsException {
    return read(OptionSources.read(argument, properties, environment), mainClass);
  }

  /** As {@link #read(String, Map, Map, String)}, of what was collected. */
  static AgentOptions read(OptionSources sources, String mainClass) throws OptionsException {
    Values values = new Values(sources.values());
    String service = values.text(Option.SERVICE, HostMain.serviceName(mainClass));
    if (!SERVICE.matcher(service).matches() || service.startsWith(".")) {
      throw values.bad(Option.SERVICE, "1 to 128 of A-Z a-z 0-9 . _ - and no dot in front");
    }
    boolean enabled = values.choice(Option.ENABLED, List.of("true", "false")).equals("true");
    RecordingOptions recording = recording(values, service);
    List<Preset> presets = values.presets();
    return new AgentOptions(
        enabled,
        recording,
        values.annotations(presets),
        values.includes(),
        presets,
        values.choice(Option.CAPTURE_PROMPTS, List.of("true", "false")).equals("true"),
        values.metrics());
  }

  private static RecordingOptions recording(Values values, String service) throws OptionsException {
    return RecordingOptions.builder(values.path(Option.DIR), service)
        .onFailure(values.closed() ? FailurePolicy.CLOSED : FailurePolicy.OPEN)
        .limits(values.limits())
        .redaction(values.redaction())
        .config(values.asText())
        .sealing(values.sealing())
        .roll(
            values.choice(Option.ROLL, List.of("daily", "hourly")).equals("hourly")
                ? RollInterval.HOURLY
                : RollInterval.DAILY)
        .durability(
            values.choice(Option.DURABILITY, List.of("process", "fsync")).equals("fsync")
                ? Durability.FSYNC
                : Durability.PROCESS)
        .backups(
            values.choice(Option.BACKUP, List.of("daily", "off")).equals("daily")
                ? BackupSchedule.DAILY
                : BackupSchedule.OFF)
        .legacy(values.folder(Option.LEGACY))
        .build();
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** Reads single values, each mistake naming its option. */
  private static final class Values {
    private final Map<Option, String> values;
    private final boolean closed;

    Values(Map<Option, String> values) throws OptionsException {
      this.values = values;
      this.closed = choice(Option.ON_FAILURE, List.of("open", "closed")).equals("closed");
    }

    boolean closed() {
      return closed;
    }

    String text(Option option) {
      return text(option, option.otherwise());
    }

    String text(Option option, String otherwise) {
      return values.getOrDefault(option, otherwise);
    }

    String choice(Option option, List<String> allowed) throws OptionsException {
      String value = text(option);
      if (!allowed.contains(value)) {
        throw bad(option, String.join(" or ", allowed));
      }
      return value;
    }

    Path path(Option option) throws OptionsException {
      try {
        return Path.of(text(option)).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        throw bad(option, "a path");
      }
    }

    /** The folder that was named, or null; none of that name is no mistake. */
    @Nullable Path folder(Option option) throws OptionsException {
      if (!values.containsKey(option)) {
        return null;
      }
      // As a path it would be the host's working directory.
      if (text(option).isEmpty()) {
        throw bad(option, "a folder");
      }
      return path(option);
    }

    CaptureLimits limits() throws OptionsException {
      try {
        return new CaptureLimits(
            number(Option.CAPTURE_DEPTH),
            number(Option.CAPTURE_STRING),
            number(Option.CAPTURE_ITEMS),
            number(Option.CAPTURE_BYTES),
            number(Option.CAPTURE_HASH));
      } catch (IllegalArgumentException e) {
        throw new OptionsException("bad value: " + e.getMessage(), closed);
      }
    }

    private int number(Option option) throws OptionsException {
      try {
        return Integer.parseInt(text(option));
      } catch (NumberFormatException e) {
        throw bad(option, "a whole number");
      }
    }

    Sealing sealing() throws OptionsException {
      long entries = number(Option.CHECKPOINT_ENTRIES);
      if (entries < 1) {
        throw bad(Option.CHECKPOINT_ENTRIES, "1 or more");
      }
      return new Sealing(
          entries,
          duration(Option.CHECKPOINT_INTERVAL),
          duration(Option.KEY_LIFETIME),
          values.containsKey(Option.SIGNING_KEY) ? path(Option.SIGNING_KEY) : null,
          (what, error) -> {});
    }

    private Duration duration(Option option) throws OptionsException {
      Matcher matcher = DURATION.matcher(text(option));
      if (!matcher.matches()) {
        throw bad(option, "a number of 1 or more with ms, s, m or h");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }

    List<AuditAnnotation> annotations(List<Preset> presets) throws OptionsException {
      List<AuditAnnotation> annotations = new ArrayList<>(AuditAnnotation.OWN);
      annotations.addAll(annotations(Option.ANNOTATIONS_TASKS, CallKind.TASK));
      annotations.addAll(annotations(Option.ANNOTATIONS_TOOLS, CallKind.TOOL));
      presets.forEach(preset -> annotations.addAll(preset.annotations()));
      return annotations;
    }

    private List<AuditAnnotation> annotations(Option option, CallKind kind)
        throws OptionsException {
      List<String> names = list(text(option));
      if (!names.stream().allMatch(name -> CLASS_NAME.matcher(name).matches())) {
        throw bad(option, "class names of annotations, those of nested ones with $");
      }
      return names.stream().map(name -> new AuditAnnotation(name, kind)).toList();
    }

    @Nullable MetricsAddress metrics() throws OptionsException {
      if (!values.containsKey(Option.METRICS_PORT)) {
        return null;
      }
      int port = number(Option.METRICS_PORT);
      if (!MetricsAddress.isPort(port)) {
        throw bad(Option.METRICS_PORT, "a port, 1 to 65535, or 0 for any that is free");
      }
      String address = text(Option.METRICS_ADDRESS);
      if (!MetricsAddress.isAddress(address)) {
        throw bad(Option.METRICS_ADDRESS, "an IP address, such as 127.0.0.1, 0.0.0.0 or ::1");
      }
      return new MetricsAddress(address, port);
    }

    Redaction redaction() throws OptionsException {
      try {
        return RedactionOptions.read(values);
      } catch (RedactionOptions.Mistake e) {
        throw new OptionsException(
            "bad value of option " + e.option().text() + ": " + e.getMessage(), closed);
      }
    }

    Includes includes() throws OptionsException {
      return new Includes(
          patterns(Option.INCLUDE),
          patterns(Option.INCLUDE_TASKS),
          CaptureMode.valueOf(
              choice(Option.CAPTURE, List.of("none", "names", "full")).toUpperCase(Locale.ROOT)));
    }

    List<Preset> presets() throws OptionsException {
      try {
        return Presets.select(list(text(Option.PRESETS)));
      } catch (IllegalArgumentException e) {
        throw new OptionsException(
            "bad value of option presets: "
                + e.getMessage()
                + ": presets="
                + values.get(Option.PRESETS),
            closed);
      }
    }

    private List<IncludePattern> patterns(Option option) throws OptionsException {
      List<IncludePattern> patterns = new ArrayList<>();
      for (String text : list(text(option))) {
        try {
          patterns.add(IncludePattern.parse(text));
        } catch (IllegalArgumentException e) {
          throw bad(
              option,
              "class names with *, each with #method or without, and :none, :names or :full or"
                  + " nothing");
        }
      }
      return patterns;
    }

    /**
     * The given options, always in the same order, so that a change of them shows in the ledger.
     */
    String asText() {
      return values.entrySet().stream()
          .map(entry -> entry.getKey().text() + "=" + entry.getValue() + "\n")
          .sorted()
          .collect(Collectors.joining());
    }

    OptionsException bad(Option option, String expected) {
      return new OptionsException(
          "bad value of option "
              + option.text()
              + ": it is "
              + expected
              + ": "
              + option.text()
              + "="
              + values.get(option),
          closed);
    }
  }
}
