package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is redacted is in no file: not in the ledger, the store, a log, nor in what is printed. */
class RedactionIT {
  private static final String SECRET = "leaked";
  private static final String CARD = "4539578763621486";
  private static final String KEY = "a key of at least 32 characters.";
  private static final int CHUNK_BYTES = 1 << 20;
  private static final byte[] HOLE = new byte[CHUNK_BYTES];
  private static final int MAX_TEXT_CHARS = 64;

  private static final String[] OPTIONS = {
    "redact.paths=who.name",
    "redact.classes=*Credentials",
    "redact.patterns=EMP-[a-z0-9-]{2,40}",
    "include=Vault#quiet:names",
    "Vault#silent:none"
  };

  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void noFileHoldsASecret(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Vault");
    Host.Run run = host.runAudited(jdk, OPTIONS);
    assertThat(run.out()).isEqualTo("quiet\nsilent\nrefused\ndone\n");
    List<Event> events = Product.intactAndQuiet(host.ledger());

    assertThat(found(host.audit(), SECRET, CARD)).isEmpty();
    assertThat(found(host.audit(), "Bern")).as("the search finds what is there").isNotEmpty();
    for (String command : List.of("verify", "show")) {
      assertThat(printed(command, host.ledger())).isNotBlank().doesNotContain(SECRET, CARD);
    }

    assertThat(start(events, "open").path("payload").toString())
        .isEqualTo(
            "{\"user\":\"amy\",\"password\":\"[redacted]\",\"pin\":\"[redacted]\","
                + "\"arguments\":\"{\\\"args\\\":\\\"{\\\\\\\"apiKey\\\\\\\":\\\\\\\"[redacted]"
                + "\\\\\\\"}\\\"}\"}");
    assertThat(start(events, "pay").path("payload").toString())
        .isEqualTo(
            "{\"card\":{\"holder\":\"amy\",\"pan\":\"[redacted]\",\"tokens\":7},"
                + "\"key\":\"[redacted]\",\"number\":\"[redacted]\",\"same\":\"[redacted]\"}");
    assertThat(start(events, "quiet").path("payload").toString())
        .isEqualTo(
            "{\"text\":{\"$type\":\"java.lang.String\"},"
                + "\"texts\":{\"$type\":\"java.util.ImmutableCollections$List12\"}}");
    assertThat(start(events, "silent").path("capture").asText()).isEqualTo("none");
    assertThat(start(events, "silent").has("payload")).isFalse();
  }

  @Test
  void underAKeyEqualSecretsMatchAndTheKeyIsInNoFile() throws Exception {
    Host host = Host.compile(temp, "Vault");
    Path key = Files.writeString(temp.resolve("redact.key"), KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    List<String> options = new ArrayList<>(List.of(OPTIONS));
    options.addAll(List.of("redact.mode=hmac", "redact.key-file=" + key));
    host.runAudited(Jdk.current(), options.toArray(String[]::new));
    List<Event> events = Product.intactAndQuiet(host.ledger());

    assertThat(found(host.audit(), SECRET, CARD, KEY)).isEmpty();
    JsonNode payload = start(events, "pay").path("payload");
    assertThat(payload.path("number").asText())
        .startsWith("[redacted:hmac-sha256:")
        .isEqualTo(payload.path("same").asText())
        .isNotEqualTo(payload.path("card").path("pan").asText());
    assertThat(payload.path("key").asText()).isEqualTo("[redacted]");
    assertThat(events)
        .filteredOn(event -> event.type().equals("ledger_opened"))
        .allSatisfy(event -> assertThat(event.data().path("redact_key_id").asText()).hasSize(16));
  }

  private static JsonNode start(List<Event> events, String name) {
    return events.stream()
        .filter(event -> event.type().endsWith("_start"))
        .filter(event -> event.data().path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .data();
  }

  /** Which of the texts stand in which files of the folder. */
  private static List<String> found(Path folder, String... texts) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String text : foundIn(file, texts)) {
          found.add(text + " in " + file);
        }
      }
    }
    return found;
  }

  /** Piece by piece: a ledger's files are long, though nearly all of them is holes. */
  private static Set<String> foundIn(Path file, String... texts) throws IOException {
    Set<String> found = new TreeSet<>();
    String tail = "";
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[CHUNK_BYTES];
      for (int length = in.readNBytes(piece, 0, CHUNK_BYTES);
          length > 0;
          length = in.readNBytes(piece, 0, CHUNK_BYTES)) {
        if (Arrays.equals(piece, 0, length, HOLE, 0, length)) {
          tail = "";
          continue;
        }
        String looked = tail + new String(piece, 0, length, StandardCharsets.ISO_8859_1);
        Stream.of(texts).filter(looked::contains).forEach(found::add);
        tail = looked.substring(Math.max(0, looked.length() - MAX_TEXT_CHARS));
      }
    }
    return found;
  }

  private String printed(String command, Path ledger) throws Exception {
    Path out = temp.resolve(command + ".out");
    Process process =
        new ProcessBuilder(
                Jdk.current().java().toString(),
                "-jar",
                Product.jar().toString(),
                command,
                ledger.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(command).isZero();
    return Files.readString(out);
  }
}
