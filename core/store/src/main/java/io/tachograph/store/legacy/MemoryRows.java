package io.tachograph.store.legacy;

import io.tachograph.store.Concept;
import io.tachograph.store.Concern;
import io.tachograph.store.NarrativeEntry;
import io.tachograph.store.Page;
import io.tachograph.store.StoreTables;
import io.tachograph.store.Trajectory;
import io.tachograph.store.legacy.MemoryDocument.Session;
import io.tachograph.store.legacy.MemoryDocument.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Reads all rows of what was learned in a mission, page by page. Stateless. */
final class MemoryRows {
  private static final int PAGE_ROWS = 1_000;

  private MemoryRows() {}

  static MemoryDocument read(StoreTables store, long missionId) {
    SortedMap<Long, Session> narrative = new TreeMap<>();
    for (NarrativeEntry row :
        all(page -> store.narrative().ofMission(missionId, page), NarrativeEntry::sessionNum)) {
      narrative.put(row.sessionNum(), new Session(row.summary(), row.date(), row.phase()));
    }
    Set<String> concepts = new LinkedHashSet<>();
    all(page -> store.concepts().ofMission(missionId, page), Concept::id)
        .forEach(row -> concepts.add(row.concept()));
    Set<String> concerns = new LinkedHashSet<>();
    all(page -> store.concerns().ofMission(missionId, page), Concern::id)
        .forEach(row -> concerns.add(row.concern()));
    return new MemoryDocument(
        narrative,
        concepts,
        concerns,
        store.trajectories().get(missionId).map(MemoryRows::standing).orElse(null));
  }

  private static Standing standing(Trajectory row) {
    return Standing.of(
        row.currentPhase(), row.currentFocus(), row.completedPhases(), row.blockers());
  }

  /** The oldest first. */
  private static <R> List<R> all(Function<Page, List<R>> rows, ToLongFunction<R> number) {
    List<R> all = new ArrayList<>();
    Page page = Page.first(PAGE_ROWS);
    while (true) {
      List<R> more = rows.apply(page);
      all.addAll(more);
      if (more.size() < PAGE_ROWS) {
        Collections.reverse(all);
        return all;
      }
      page = page.after(number.applyAsLong(more.get(more.size() - 1)));
    }
  }
}
