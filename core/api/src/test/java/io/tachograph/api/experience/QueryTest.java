package io.tachograph.api.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.api.experience.ExperienceStoreException.InvalidQuery;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

  @Test
  void whatNothingCanMeetIsRefused() {
    assertThatThrownBy(() -> EventQuery.ALL.limit(0))
        .isInstanceOf(InvalidQuery.class)
        .hasMessageContaining("limit=0");
    assertThatThrownBy(() -> ArtifactQuery.ALL.limit(-1))
        .isInstanceOf(InvalidQuery.class)
        .hasMessageContaining("limit=-1");
    assertThatThrownBy(() -> EventQuery.ALL.between(TIME, TIME.minusNanos(1)))
        .isInstanceOf(InvalidQuery.class)
        .hasMessageContaining("ends before it begins");
  }

  @Test
  void aTimeRangeIncludesItsEnds() {
    ExperienceEventEnvelope event =
        ExperienceEventEnvelope.of(new FactPromoted("p", "f", "amy", "why", false))
            .withTimestamp(TIME);
    assertThat(EventQuery.ALL.between(TIME, TIME).asksFor(event)).isTrue();
    assertThat(EventQuery.ALL.between(TIME.plusNanos(1), null).asksFor(event)).isFalse();
    assertThat(EventQuery.ALL.between(null, TIME.minusNanos(1)).asksFor(event)).isFalse();
  }
}
