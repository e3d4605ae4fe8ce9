package io.tachograph.recorder.oldledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedTypesTest {
  @ParameterizedTest
  @CsvSource({
    "task_start, task_start",
    "task_completed, task_completed",
    "task_failed, task_failed",
    "task_started, task_started",
    "proposal_created, proposal_created",
    "governance.vote, governance.vote",
    "SYSCALL, syscall",
    "IO write!, io_write_",
    "'', imported.event",
    "gap, imported.gap",
    "Gap, imported.gap",
    "TASK_START, imported.task_start",
    "tool_start, imported.tool_start",
    "decision, imported.decision",
    "tool_denied, imported.tool_denied",
    "approval_granted, imported.approval_granted",
    "key_rotated, imported.key_rotated",
    "ledger_created, imported.ledger_created",
    "import_completed, imported.import_completed",
    "mission_failed, imported.mission_failed",
    "experience, imported.experience"
  })
  void an_old_type_becomes_one_that_says_no_more_than_it_did(String original, String type) {
    assertThat(new ImportedTypes().of(original).name()).isEqualTo(type);
  }

  @Test
  void a_type_that_is_too_long_is_cut_and_none_is_one_too() {
    ImportedTypes types = new ImportedTypes();
    assertThat(types.of("x".repeat(65)).name()).isEqualTo("x".repeat(64));
    assertThat(types.of("İ".repeat(1_000)).name()).hasSize(64).matches("[i_]+");
    assertThat(types.of(null).name()).isEqualTo("imported.event");
  }
}
