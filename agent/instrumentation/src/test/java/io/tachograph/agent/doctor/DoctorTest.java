package io.tachograph.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.LedgerSettings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String TOOLS =
      """
      package com.acme;
      public class Tools implements Searching {
        public String search(String query) { return query; }
        public String sum(int a) { return "" + a; }
        static { if (true) throw new IllegalStateException("it ran"); }
      }
      """;

  private static final String SEARCHING =
      """
      package com.acme;
      public interface Searching {
        @io.tachograph.api.AuditedTool String search(String query);
      }
      """;

  @TempDir Path temp;

  /** Compiles sources, each named by its binary name, into {@code <temp>/classes}. */
  private Path classes(Map<String, String> sources) throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach(
        (name, source) ->
            files.add(
                new SimpleJavaFileObject(
                    URI.create("string:///" + name.replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE) {
                  @Override
                  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                  }
                }));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-g", "-d", classes.toString()), null, files)
                .call())
        .isTrue();
    return classes;
  }

  /** A jar of what stands in a folder, under a prefix. */
  private static byte[] jar(Path folder, String prefix, Map<String, byte[]> more)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      if (!prefix.isEmpty()) {
        zip.putNextEntry(new ZipEntry(prefix));
      }
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(prefix + name));
        zip.write(Files.readAllBytes(file));
      }
      for (Map.Entry<String, byte[]> entry : more.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, Object> ask(String options, String classPath) {
    return new Doctor()
        .apply(
            Map.of("options", "dir=" + temp.resolve("audit") + options, "class-path", classPath));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> told, String name) {
    return (List<Map<String, Object>>) told.get(name);
  }

  private static List<String> audited(Map<String, Object> told) {
    return list(told, "audited").stream()
        .map(m -> m.get("kind") + " " + m.get("class") + "#" + m.get("name") + " by " + m.get("by"))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(Map<String, Object> told, String name) {
    return (List<String>) told.get(name);
  }

  @Test
  void whatWouldBeAuditedIsFoundAsInAHostAndNothingOfItRuns() throws Exception {
    Path classes = classes(Map.of("com.acme.Tools", TOOLS, "com.acme.Searching", SEARCHING));
    Map<String, Object> told = ask(",include.tasks=com.acme.T*#sum", classes.toString());
    assertThat(texts(told, "findings")).isEmpty();
    assertThat(audited(told))
        .containsExactlyInAnyOrder(
            "tool com.acme.Tools#search by io.tachograph.api.AuditedTool on com.acme.Searching",
            "task com.acme.Tools#sum by include");
    assertThat(list(told, "audited"))
        .allSatisfy(m -> assertThat(m.get("names_can_redact")).isEqualTo(true));
    assertThat(list(told, "options"))
        .contains(
            Map.of(
                "option", "include.tasks",
                "value", "com.acme.T*#sum",
                "from", "the agent's argument"),
            Map.of("option", "capture.depth", "value", "6", "from", "default"));
    assertThat(temp.resolve("audit")).doesNotExist();
  }

  @Test
  void insideOfAFatJarTheSameIsFound() throws Exception {
    Path classes = classes(Map.of("com.acme.Tools", TOOLS, "com.acme.Searching", SEARCHING));
    Path library = Files.createDirectories(temp.resolve("library/com/acme"));
    Files.move(classes.resolve("com/acme/Searching.class"), library.resolve("Searching.class"));
    byte[] inner = jar(temp.resolve("library"), "", Map.of());
    Path app = temp.resolve("app.jar");
    Files.write(app, jar(classes, "BOOT-INF/classes/", Map.of("BOOT-INF/lib/api-1.2.jar", inner)));
    Map<String, Object> told = ask("", app.toString());
    assertThat(texts(told, "findings")).isEmpty();
    assertThat(list(told, "audited"))
        .singleElement()
        .satisfies(m -> assertThat(m.get("in")).isEqualTo("app.jar!/BOOT-INF/classes/"))
        .satisfies(m -> assertThat(m.get("name")).isEqualTo("search"));
  }

  @Test
  void aVersionThatAPresetDoesNotFitIsSaid() throws Exception {
    Path classes =
        classes(
            Map.of(
                "dev.langchain4j.service.tool.ToolExecutor",
                "package dev.langchain4j.service.tool; public interface ToolExecutor {}"));
    Map<String, Object> told = ask("", classes.toString());
    assertThat(list(told, "presets"))
        .filteredOn(preset -> preset.get("preset").equals("langchain4j"))
        .singleElement()
        .satisfies(preset -> assertThat(preset.get("found")).isEqualTo(true))
        .satisfies(preset -> assertThat(preset.get("fits")).isEqualTo(false));
    assertThat(texts(told, "findings"))
        .hasSize(2)
        .allMatch(finding -> finding.startsWith("preset langchain4j does not fit: "))
        .anyMatch(finding -> finding.contains("dev.langchain4j.agent.tool.Tool: the class is not"))
        .anyMatch(finding -> finding.contains("ToolExecutor has no method execute"));
    assertThat(texts(ask(",presets=-langchain4j", classes.toString()), "findings")).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaidAndTheRestIsLookedAt() throws Exception {
    Path classes = classes(Map.of("com.acme.Tools", TOOLS, "com.acme.Searching", SEARCHING));
    Files.writeString(classes.resolve("com/acme/Broken.class"), "no class");
    Path noJar = Files.writeString(temp.resolve("no.jar"), "no jar");
    String path =
        String.join(
            File.pathSeparator, noJar.toString(), temp + "/nowhere.jar", classes.toString());
    Map<String, Object> told = ask(",include=com.acme.Gone#*", path);
    assertThat(audited(told)).hasSize(1);
    assertThat(texts(told, "findings"))
        .satisfiesExactlyInAnyOrder(
            f -> assertThat(f).contains("cannot be read: path=" + noJar),
            f -> assertThat(f).contains("nothing is there: path=" + temp + "/nowhere.jar"),
            f -> assertThat(f).contains("the class file cannot be read: com.acme.Broken in "),
            f ->
                assertThat(f)
                    .isEqualTo("this include names no method that is there: com.acme.Gone#*"));
  }

  @Test
  void aClassWhoseSuperTypeIsElsewhereIsNoted() throws Exception {
    Path classes = classes(Map.of("com.acme.Tools", TOOLS, "com.acme.Searching", SEARCHING));
    Files.delete(classes.resolve("com/acme/Searching.class"));
    Map<String, Object> told = ask("", classes.toString());
    assertThat(texts(told, "findings")).isEmpty();
    assertThat(texts(told, "notes"))
        .anyMatch(note -> note.startsWith("1 classes cannot be loaded") && note.contains("Tools"));
  }

  @Test
  void aMethodThatCouldNotBeWovenIsFoundAndNotAmongTheAudited() throws Exception {
    Path classes =
        classes(
            Map.of(
                "com.acme.Gone",
                "package com.acme; public class Gone {}",
                "com.acme.User",
                "package com.acme; public class User { public Gone use() { return null; } }"));
    Files.delete(classes.resolve("com/acme/Gone.class"));
    Map<String, Object> told = ask(",include=com.acme.User#use", classes.toString());
    assertThat(audited(told)).isEmpty();
    assertThat(texts(told, "findings"))
        .anyMatch(f -> f.startsWith("cannot be audited: com.acme.User: ") && f.contains("Gone"));
  }

  @Test
  void aLedgerThatCannotBeWrittenIsSaidAndOneThatIsHeldIsTold() throws Exception {
    Path audit = Files.createDirectories(temp.resolve("audit"));
    try (ChronicleLedger ledger =
        ChronicleLedger.open(audit.resolve("svc"), LedgerSettings.defaults())) {
      Map<String, Object> told = ask(",service=svc", "");
      assertThat(texts(told, "findings")).isEmpty();
      assertThat(told.get("ledger").toString()).contains("held=true", "exists=true");
      assertThat(ledger.head().seq()).isPositive();
    }
    assertThat(ask(",service=svc", "").get("ledger").toString()).contains("held=false");
    Files.writeString(audit.resolve("file"), "in the way");
    Map<String, Object> told =
        new Doctor().apply(Map.of("options", "service=a,dir=" + audit.resolve("file")));
    assertThat(texts(told, "findings"))
        .singleElement()
        .asString()
        .startsWith("the ledger cannot be written: path=");
    try (Stream<Path> files = Files.list(audit)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aWrongOptionIsTheLineThatTheAgentPrints() {
    assertThatThrownBy(() -> ask(",serivce=x", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option serivce in the agent's argument; did you mean service?");
  }
}
