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
}
