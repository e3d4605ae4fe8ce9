package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.ledger.ProcessDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The process that is recorded.
 *
 * @param mainClass its main class or jar
 * @param agentVersion our version
 */
public record HostProcess(String mainClass, String agentVersion) {
  private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  /**
   * What the ledger's opening and closing entries say of it.
   *
   * @param configDigest SHA-256 of the effective options
   * @param redactionKeyId which key matches redacted values, or null for none
   * @param errors counts what went wrong until the end
   */
  public ProcessDetails details(
      String configDigest, @Nullable String redactionKeyId, SwallowedErrors errors) {
    return new Details(this, configDigest, redactionKeyId, errors);
  }

  /**
   * What the log says of it when its recording begins.
   *
   * @param options the effective ones, one a line
   */
  String beginning(UUID ledger, String options) {
    return "a run begins: version="
        + agentVersion
        + " pid="
        + ProcessHandle.current().pid()
        + " java="
        + Runtime.version()
        + " main_class="
        + onOneLine(mainClass)
        + " ledger="
        + ledger
        + " options: "
        + onOneLine(options.strip().replace("\n", " "));
  }

  /** What users write must not forge lines of the log. */
  private static String onOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private record Details(
      HostProcess process,
      String configDigest,
      @Nullable String redactionKeyId,
      SwallowedErrors errors)
      implements ProcessDetails {
    @Override
    public String opened() {
      JsonWriter json = new JsonWriter().beginObject();
      json.name("pid").value(ProcessHandle.current().pid());
      json.name("host").value(host()).name("java").value(Runtime.version().toString());
      json.name("agent_version").value(process.agentVersion);
      json.name("main_class").value(process.mainClass);
      json.name("config_digest").value(configDigest);
      if (redactionKeyId != null) {
        json.name("redact_key_id").value(redactionKeyId);
      }
      return json.endObject().toString();
    }

    @Override
    public String closed(long entries) {
      JsonWriter json = new JsonWriter().beginObject();
      json.name("pid").value(ProcessHandle.current().pid()).name("entries").value(entries);
      return json.name("errors").value(errors.count()).endObject().toString();
    }
  }

  /** The machine's name, without asking a name server for it. */
  private static String host() {
    String name = kernelHostname();
    for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
      name = name == null ? System.getenv(variable) : name;
    }
    return name == null ? "unknown" : name;
  }

  private static @Nullable String kernelHostname() {
    try {
      return Files.isReadable(KERNEL_HOSTNAME) ? Files.readString(KERNEL_HOSTNAME).strip() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
