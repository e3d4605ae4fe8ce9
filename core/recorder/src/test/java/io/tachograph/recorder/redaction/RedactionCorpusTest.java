package io.tachograph.recorder.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.recorder.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is missed and what is redacted too much is what the manual says. */
class RedactionCorpusTest {
  private static final int MIN_LINES = 400;

  @Test
  void theManualsTableSaysWhatIsMissedAndWhatIsRedactedTooMuch() throws Exception {
    Map<String, Corpus.Tally> tallies = Corpus.tallies(new Redaction(RedactionRules.DEFAULT));
    List<String> rows = new ArrayList<>();
    tallies.forEach((kind, tally) -> rows.add(tally.row(kind)));
    List<String> manual =
        Files.readAllLines(Path.of("../../docs/redaction.md")).stream()
            .filter(line -> line.matches("\\| [a-zA-Z* -]+( \\| \\d+){5} \\|"))
            .toList();
    assertThat(rows).isEqualTo(manual);
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(Corpus.read()).hasSizeGreaterThan(MIN_LINES);
  }

  @Test
  void withoutFormsOnlyNamesRedact() {
    RedactionRules rules =
        new RedactionRules(List.of(), List.of(), List.of(), List.of(), false, null);
    Redaction redaction = new Redaction(rules);
    Map<String, Corpus.Tally> tallies = Corpus.tallies(redaction);
    Corpus.Tally keys = tallies.get("card");
    assertThat(keys.missed).isEqualTo(keys.secrets);
    assertThat(keys.over).isZero();
    assertThat(redaction.text("{\"password\":\"x1\"}")).isEqualTo("{\"password\":\"[redacted]\"}");
  }
}
