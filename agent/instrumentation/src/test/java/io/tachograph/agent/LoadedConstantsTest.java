package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedConstantsTest {
  private final LoadedConstants constants =
      new LoadedConstants(new ConstantTexts(List.of("Lio/tachograph/api/AuditedTool;")));

  @Test
  void theJvmsOwnCopyTellsWhatAClassMentions() {
    assertThat(constants.mayMention(Family.Search.class)).isTrue();
    assertThat(constants.mayMention(Family.Base.class)).isFalse();
    assertThat(constants.mayMention(String.class)).isFalse();
  }
}
