package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.ACTIVE_MISSION;
import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.MANIFEST;
import static io.tachograph.store.legacy.Documents.MEMORY;
import static io.tachograph.store.legacy.Documents.OLDER_MANIFEST;
import static io.tachograph.store.legacy.Documents.importInto;
import static io.tachograph.store.legacy.Documents.importOne;
import static io.tachograph.store.legacy.Documents.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad document gets an error that says file, place and what is allowed; nothing changes. */
class RefusedDocumentsTest {
  @TempDir Path folder;
  private Path dir;
  private SqliteStore store;

  @BeforeEach
  void open() {
    dir = folder.resolve("state");
    store = SqliteStore.open(folder.resolve("store.db"), AT_T0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Arguments manifest(String from, String to, String path, String allowed) {
    return Arguments.of("project_manifest.json", replaced(MANIFEST, from, to), path, allowed);
  }

  private static Arguments older(String from, String to, String path, String allowed) {
    return Arguments.of("project_manifest.json", replaced(OLDER_MANIFEST, from, to), path, allowed);
  }

  private static Arguments active(String from, String to, String path, String allowed) {
    return Arguments.of("active_mission.json", replaced(ACTIVE_MISSION, from, to), path, allowed);
  }

  private static Arguments memory(String from, String to, String path, String allowed) {
    return Arguments.of("project_memory.json", replaced(MEMORY, from, to), path, allowed);
  }

  private static String replaced(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new AssertionError("not there: " + from);
    }
    return text.replace(from, to);
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        manifest("\"PLANNING\"", "\"SHIPPING\"", "$.status.projectPhase", "PRODUCTION"),
        manifest("\"PLANNING\"", "\"planning\"", "$.status.projectPhase", "PLANNING, CODING"),
        manifest("\"PLANNING\"", "3", "$.status.projectPhase", "PLANNING"),
        manifest("\"RESEARCH\"", "\"REST\"", "$.status.planningSubState", "BUSINESS_VALIDATION"),
        manifest("\"projectId\"", "\"id\"", "$.metadata.projectId", "a text"),
        manifest("\"atlas-1\"", "7", "$.metadata.projectId", "a text"),
        manifest("\"atlas-1\"", "\" \"", "$.metadata.projectId", "a text"),
        manifest("\"createdAt\"", "\"made\"", "$.metadata.createdAt", "ISO 8601"),
        manifest("\"2025-11-12T14:00:00Z\"", "\"today\"", "$.metadata.createdAt", "ISO 8601"),
        manifest("\"2025-11-12T14:00:00Z\"", "1762956000", "$.metadata.createdAt", "ISO 8601"),
        manifest("\"ops@example.org\"", "[]", "$.metadata.owner", "a text or null"),
        manifest("\"agency.os/v1alpha1\"", "1", "$.apiVersion", "a text or null"),
        manifest("\"max_cost_usd\": 100.0", "\"max_cost_usd\": -1", "$.budget.max_cost_usd", "0"),
        manifest(
            "\"current_cost_usd\": 2.50", "\"current_cost_usd\": \"2\"", "$.budget.current", ""),
        manifest("\"current_cost_usd\": 2.50", "\"current_cost_usd\": NaN", "$.budget.current", ""),
        manifest("100.0", "1e999", "$.budget.max_cost_usd", "US dollars"),
        manifest("0.9", "1.5", "$.budget.alert_threshold", "0 to 1"),
        manifest("{\"llm\": 2.50}", "[1]", "$.budget.cost_breakdown", "an object"),
        manifest("\"ref\": \"ef1c122\"", "\"ref\": 5", "$.artifacts.planning.architecture.ref", ""),
        manifest("\"test\": {}", "\"test\": []", "$.artifacts.test", "an object"),
        manifest("\"kind\": \"Project\"", "\"kind\": 1, \"kind\": 2", "$.kind", "once"),
        older("\"TESTING\"", "\"DONE\"", "$.phase", "TESTING"),
        older("\"created_at\"", "\"made\"", "$.created_at", "ISO 8601"),
        older("\"Online booking\"", "{}", "$.metadata.description", "a text or null"),
        active("\"mission_id\"", "\"id\"", "$.mission_id", "a text"),
        active("\"active\"", "\"asleep\"", "$.status", "active, pending, in_progress"),
        active("\"CODING\"", "\"CODE\"", "$.context.phase", "CODING"),
        active("\"genesis_time\"", "\"begun\"", "$.created_at", "ISO 8601"),
        active("{\"phase\": \"CODING\", \"mode\": \"steward\"}", "\"x\"", "$.context", "an object"),
        memory("\"session\": 2", "\"session\": 2.5", "$.narrative[0].session", "a whole number"),
        memory("\"session\": 2", "\"session\": 1", "$.narrative[1].session", "no other"),
        memory("\"summary\": \"Planned it\", ", "", "$.narrative[1].summary", "a text"),
        memory("\"2025-11-19\"", "\"then\"", "$.narrative[1].date", "ISO 8601"),
        memory("\"payment\", \"database\"", "\"payment\", 4", "$.domain.concepts[1]", "a text"),
        memory("[\"PCI compliance\"]", "\"PCI\"", "$.domain.concerns", "a list"),
        memory("\"blockers\": []", "\"blockers\": {}", "$.trajectory.blockers", "a list or null"),
        memory("{\"phase\": \"CODING\", \"current", "{\"current", "$.trajectory.phase", "a text"));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void a_bad_value_is_refused_at_its_place(String name, String text, String path, String allowed)
      throws Exception {
    Path file = write(dir.resolve(name), text);
    ImportOutcome outcome = importOne(store, file);
    assertThat(outcome.action()).isEqualTo(Action.REFUSED);
    assertThat(outcome.error())
        .contains("file=" + file)
        .contains("json_path=" + path)
        .containsPattern("allowed=.*" + java.util.regex.Pattern.quote(allowed));
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(store.missions().newest(10)).isEmpty();
  }

  private void refused(Path file, String... words) {
    ImportOutcome outcome = importOne(store, file);
    assertThat(outcome.action()).isEqualTo(Action.REFUSED);
    assertThat(outcome.error()).contains("file=" + file).contains(words).contains("allowed=");
    assertThat(store.missions().newest(10)).isEmpty();
  }

  @Test
  void what_is_not_json_is_refused() {
    refused(write(dir.resolve("project_manifest.json"), "{\"a\": "), "not JSON", "line 1");
    refused(write(dir.resolve("active_mission.json"), ""), "empty");
    refused(write(dir.resolve(".session_handoff.json"), "[]"), "no object");
  }

  @Test
  void what_is_not_utf_8_is_refused() throws Exception {
    Path file = write(dir.resolve("project_manifest.json"), "");
    Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    refused(file, "UTF-8");
  }

  @Test
  void fifty_megabytes_are_refused_unread() throws Exception {
    Path file = write(dir.resolve("project_manifest.json"), "{");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L * 1024 * 1024);
    }
    refused(file, "too long", "bytes=52428800", String.valueOf(SourceDocument.MAX_BYTES));
  }

  @Test
  void the_longest_document_that_is_taken_comes_back() {
    String head = "{\"layer0_bedrock\":{},\"pad\":\"";
    String text = head + "x".repeat(SourceDocument.MAX_BYTES - head.length() - 2) + "\"}";
    Path file = write(dir.resolve(".session_handoff.json"), text);
    assertThat(importOne(store, file).error()).isNull();
    assertThat(Documents.export(store, "legacy", null).text().equals(text)).isTrue();
    refused2(write(dir.resolve("longer/.session_handoff.json"), text + " "));
  }

  private void refused2(Path file) {
    assertThat(importOne(store, file).error()).contains("too long").contains("file=" + file);
  }

  @Test
  void deep_nesting_is_refused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    refused(write(dir.resolve(".session_handoff.json"), "{\"a\":" + deep + "}"), "nested too deep");
  }

  @Test
  void a_folder_in_place_of_a_file_is_refused() throws Exception {
    Path file = Files.createDirectories(dir.resolve("project_manifest.json"));
    refused(file, "folder where a file is expected");
    assertThat(importInto(store, dir).get(0).error()).contains("folder where a file is expected");
  }

  @Test
  void a_file_that_is_not_there_is_refused() {
    refused(dir.resolve("project_manifest.json"), "no such file");
  }

  @Test
  void a_link_out_of_the_folder_is_refused_and_one_inside_is_taken() throws Exception {
    Path outside = write(folder.resolve("elsewhere.json"), MANIFEST);
    Files.createDirectories(dir);
    Path link = Files.createSymbolicLink(dir.resolve("project_manifest.json"), outside);
    refused(link, "symbolic link", outside.toString());
    Files.delete(link);
    Path target = write(dir.resolve("deep/manifest-v2.json"), MANIFEST);
    Files.createSymbolicLink(link, target);
    assertThat(importInto(store, dir)).singleElement().matches(ImportOutcome::isDone);
    assertThat(target).exists();
  }

  @Test
  void a_link_to_a_folder_is_not_followed() throws Exception {
    write(folder.resolve("elsewhere/project_manifest.json"), MANIFEST);
    Files.createDirectories(dir);
    Files.createSymbolicLink(dir.resolve("linked"), folder.resolve("elsewhere"));
    assertThat(importInto(store, dir)).isEmpty();
  }

  @Test
  void a_document_is_known_by_its_shape_where_its_name_says_nothing() {
    assertThat(importOne(store, write(dir.resolve("a.json"), MANIFEST)).kind())
        .isEqualTo(DocumentKind.MANIFEST);
    assertThat(importOne(store, write(dir.resolve("b.json"), OLDER_MANIFEST)).kind())
        .isEqualTo(DocumentKind.MANIFEST);
    assertThat(importOne(store, write(dir.resolve("c.json"), ACTIVE_MISSION)).kind())
        .isEqualTo(DocumentKind.ACTIVE_MISSION);
    assertThat(importOne(store, write(dir.resolve("d.json"), MEMORY)).kind())
        .isEqualTo(DocumentKind.MEMORY);
    assertThat(importOne(store, write(dir.resolve("e.json"), Documents.HANDOFF)).kind())
        .isEqualTo(DocumentKind.HANDOFF);
    assertThat(importOne(store, write(dir.resolve("f.json"), "{\"x\":1}")).error())
        .contains("neither the name nor the shape")
        .contains(".session_handoff.json");
    write(dir.resolve("package.json"), "{\"name\":\"x\"}");
    assertThat(importInto(store, dir)).isEmpty();
  }

  @Test
  void a_memory_with_nothing_of_one_is_refused() {
    refused(write(dir.resolve("project_memory.json"), "{\"a\":1}"), "narrative, domain");
  }

  @Test
  void one_bad_document_keeps_no_other_from_being_imported() {
    write(dir.resolve("a/project_manifest.json"), "{}");
    write(dir.resolve("b/project_manifest.json"), MANIFEST);
    List<ImportOutcome> outcomes = importInto(store, dir);
    assertThat(outcomes)
        .extracting(ImportOutcome::action)
        .containsExactly(Action.REFUSED, Action.IMPORTED);
  }

  @Test
  void what_is_too_deep_is_said() throws Exception {
    Path deep = dir;
    for (int level = 0; level <= DocumentWalk.MAX_DEPTH; level++) {
      deep = deep.resolve("d");
    }
    write(deep.resolve("project_manifest.json"), MANIFEST);
    assertThatThrownBy(() -> importInto(store, dir))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("too deep")
        .hasMessageContaining(DocumentWalk.MAX_DEPTH + " levels");
    assertThat(Files.exists(deep.resolve("project_manifest.json"))).isTrue();
  }
}
