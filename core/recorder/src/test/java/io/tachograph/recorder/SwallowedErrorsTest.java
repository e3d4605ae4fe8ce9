package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwallowedErrorsTest {
  @TempDir Path temp;

  @Test
  void whatTheDiskDidNotTakeIsWrittenWhenItDoes() throws Exception {
    Path folder = temp.resolve("gone");
    Path log = folder.resolve(SwallowedErrors.FILE_NAME);
    SwallowedErrors errors = new SwallowedErrors();
    errors.logTo(log);
    errors.swallowed("an append", new IllegalStateException("no space"));
    assertThat(log).doesNotExist();

    Files.createDirectory(folder);
    errors.flush();

    assertThat(log).content().contains("an append", "no space");
  }

  @Test
  void ofOneRunSoManyErrorsAreWrittenAndTheLastLineSaysSo() throws Exception {
    Path log = temp.resolve(SwallowedErrors.FILE_NAME);
    SwallowedErrors errors = new SwallowedErrors();
    errors.logTo(log);
    for (int i = 0; i < 300; i++) {
      errors.note("note " + i, null);
    }
    assertThat(Files.readAllLines(log)).hasSize(201).last().asString().contains("no more");
    errors.tell("the end");
    assertThat(Files.readAllLines(log)).last().asString().endsWith(" the end");
  }

  @Test
  void aLongLogIsPutAsideInPlaceOfTheOneBefore() throws Exception {
    Path file = temp.resolve(SwallowedErrors.FILE_NAME);
    AgentLog log = new AgentLog(file, 10);
    for (String text :
        new String[] {"first\n", "two\n", "third\n", "a fourth that is longer\n", "5"}) {
      log.append(text);
    }
    assertThat(file).content().isEqualTo("5");
    assertThat(temp.resolve("agent.log.1")).content().isEqualTo("a fourth that is longer\n");
    assertThat(temp).isDirectoryNotContaining("glob:**2");
  }
}
