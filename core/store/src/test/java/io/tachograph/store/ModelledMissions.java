package io.tachograph.store;

import static io.tachograph.store.Failures.assertBreaks;
import static io.tachograph.store.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.ConstraintException.Kind;
import io.tachograph.store.StoreException.Category;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** Random operations on the missions, their budgets and their archive, and on the model of them. */
final class ModelledMissions {
  /** Parts of which doubles add up without rounding. */
  private static final double QUARTER = 0.25;

  private static final List<String> OWNERS = List.of("", "ops", "Ops");

  private final Random random;
  private final RandomValues values;

  ModelledMissions(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  static String uuid(Random random) {
    return "mission-" + random.nextInt(5);
  }

  /** Does one. */
  void operate(StoreWriter writer, StoreModel model, Instant time) {
    String uuid = uuid(random);
    Mission known = model.missions.get(uuid);
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        if (known == null) {
          create(writer, model, uuid, time);
        } else {
          assertThat(ensure(writer, uuid, MissionPhase.TESTING, MissionStatus.PENDING, time, null))
              .isEqualTo(known.id());
        }
      }
      case 2 -> changeStatus(writer, model, uuid, time);
      case 3 -> changeBudget(writer, model, uuid, time);
      case 4 -> addCost(writer, model, uuid, time);
      case 5 -> archive(writer, model, time);
      case 6 -> {
        if (random.nextInt(4) == 0) {
          deleteArchived(writer, model);
        }
      }
      default -> {
        if (random.nextInt(4) == 0) {
          assertThat(writer.missions().delete(uuid)).isEqualTo(known != null);
          model.forgetMission(uuid);
        }
      }
    }
  }

  private static long ensure(
      StoreWriter writer,
      String uuid,
      MissionPhase phase,
      MissionStatus status,
      Instant time,
      String owner) {
    return writer.missions().ensure(uuid, phase, status, time, owner, null);
  }

  private void create(StoreWriter writer, StoreModel model, String uuid, Instant time) {
    MissionPhase phase = values.oneOf(List.of(MissionPhase.values()));
    MissionStatus status = values.oneOf(List.of(MissionStatus.values()));
    String owner = random.nextInt(3) == 0 ? null : values.oneOf(OWNERS);
    long id =
        random.nextBoolean()
            ? writer.missions().create(NewMission.of(uuid, phase, status, time).owner(owner))
            : ensure(writer, uuid, phase, status, time, owner);
    model.missions.put(
        uuid,
        new Mission(
            id,
            uuid,
            phase,
            status,
            time,
            null,
            null,
            null,
            null,
            0.0,
            0.8,
            null,
            owner,
            null,
            "agency.os/v1alpha1",
            null,
            false));
  }

  private void changeStatus(StoreWriter writer, StoreModel model, String uuid, Instant time) {
    MissionStatus status = values.oneOf(List.of(MissionStatus.values()));
    JsonNode metadata = values.document();
    MissionChange change = MissionChange.at(time).status(status).metadata(metadata);
    Mission old = model.missions.get(uuid);
    if (old == null) {
      assertFails(Category.NOT_FOUND, () -> writer.missions().update(uuid, change));
      return;
    }
    writer.missions().update(uuid, change);
    Mission changed = budget(old, old.maxCostUsd(), old.currentCostUsd(), old.alertThreshold());
    model.missions.put(
        uuid,
        new Mission(
            old.id(),
            uuid,
            old.phase(),
            status,
            old.createdAt(),
            status.isOver() ? time : null,
            time,
            null,
            changed.maxCostUsd(),
            changed.currentCostUsd(),
            changed.alertThreshold(),
            null,
            old.owner(),
            null,
            old.apiVersion(),
            metadata,
            status.isOver() && old.archived()));
  }

  private void changeBudget(StoreWriter writer, StoreModel model, String uuid, Instant time) {
    Double max = random.nextInt(3) == 0 ? null : Double.valueOf(random.nextInt(20) * QUARTER);
    double threshold = random.nextInt(7) * QUARTER;
    MissionChange change = MissionChange.at(time).maxCostUsd(max).alertThreshold(threshold);
    Mission old = model.missions.get(uuid);
    if (old == null) {
      assertFails(Category.NOT_FOUND, () -> writer.missions().update(uuid, change));
    } else if (threshold > 1) {
      assertBreaks(
          Kind.CHECK, "missions", () -> writer.missions().update(uuid, change), "alert_threshold");
    } else {
      writer.missions().update(uuid, change);
      model.missions.put(uuid, at(time, budget(old, max, old.currentCostUsd(), threshold)));
    }
  }

  private void addCost(StoreWriter writer, StoreModel model, String uuid, Instant time) {
    double usd = (random.nextInt(12) - 4) * QUARTER;
    Mission old = model.missions.get(uuid);
    if (old == null) {
      assertFails(Category.NOT_FOUND, () -> writer.missions().addCost(uuid, usd, time));
    } else if (old.currentCostUsd() + usd < 0) {
      assertBreaks(
          Kind.CHECK,
          "missions",
          () -> writer.missions().addCost(uuid, usd, time),
          "current_cost_usd");
    } else {
      double cost = old.currentCostUsd() + usd;
      assertThat(writer.missions().addCost(uuid, usd, time)).isEqualTo(cost);
      model.missions.put(uuid, at(time, budget(old, old.maxCostUsd(), cost, old.alertThreshold())));
    }
  }

  private void archive(StoreWriter writer, StoreModel model, Instant time) {
    Instant before = time.minusMillis(random.nextInt(20_000));
    List<Mission> over =
        model.missions.values().stream()
            .filter(mission -> mission.status().isOver() && !mission.archived())
            .filter(
                mission -> mission.completedAt() != null && mission.completedAt().isBefore(before))
            .toList();
    assertThat(writer.missionArchive().archive(before)).isEqualTo(over.size());
    for (Mission mission : over) {
      Mission archived = archived(mission);
      model.missions.put(mission.uuid(), archived);
      model.copies.add(archived);
    }
  }

  private void deleteArchived(StoreWriter writer, StoreModel model) {
    List<Mission> gone =
        model.missions.values().stream()
            .filter(mission -> mission.archived() && mission.status().isOver())
            .filter(mission -> model.copies.stream().anyMatch(copy -> isOf(copy, mission)))
            .toList();
    assertThat(writer.missionArchive().deleteArchived()).isEqualTo(gone.size());
    gone.forEach(mission -> model.forgetMission(mission.uuid()));
  }

  private static boolean isOf(Mission copy, Mission mission) {
    return copy.uuid().equals(mission.uuid())
        && Objects.equals(copy.updatedAt(), mission.updatedAt());
  }

  private static Mission budget(Mission old, Double max, Double cost, Double threshold) {
    return with(old, old.updatedAt(), max, cost, threshold, old.archived());
  }

  private static Mission at(Instant time, Mission old) {
    return with(
        old, time, old.maxCostUsd(), old.currentCostUsd(), old.alertThreshold(), old.archived());
  }

  private static Mission archived(Mission old) {
    return with(
        old, old.updatedAt(), old.maxCostUsd(), old.currentCostUsd(), old.alertThreshold(), true);
  }

  private static Mission with(
      Mission old, Instant updatedAt, Double max, Double cost, Double threshold, boolean archived) {
    return new Mission(
        old.id(),
        old.uuid(),
        old.phase(),
        old.status(),
        old.createdAt(),
        old.completedAt(),
        updatedAt,
        null,
        max,
        cost,
        threshold,
        null,
        old.owner(),
        null,
        old.apiVersion(),
        old.metadata(),
        archived);
  }

  /** Asserts that the store holds those missions and copies and no other, in each of its lists. */
  static void assertHeldBy(SqliteStore store, StoreModel model, int limit) {
    Missions missions = store.missions();
    assertThat(missions.newest(Integer.MAX_VALUE))
        .containsExactlyElementsOf(listed(model, mission -> true));
    assertThat(Pages.all(limit, missions::history, Mission::id))
        .containsExactlyElementsOf(listed(model, mission -> true));
    assertThat(Pages.all(limit, missions::overBudget, Mission::id))
        .containsExactlyElementsOf(
            listed(
                model,
                mission ->
                    mission.maxCostUsd() != null
                        && mission.currentCostUsd() > mission.maxCostUsd()));
    assertThat(Pages.all(limit, missions::atAlertThreshold, Mission::id))
        .containsExactlyElementsOf(
            listed(
                model,
                mission ->
                    mission.maxCostUsd() != null
                        && mission.currentCostUsd()
                            >= mission.maxCostUsd() * mission.alertThreshold()));
    for (MissionStatus status : MissionStatus.values()) {
      assertThat(Pages.all(limit, page -> missions.withStatus(status, page), Mission::id))
          .containsExactlyElementsOf(listed(model, mission -> mission.status() == status));
    }
    for (MissionPhase phase : MissionPhase.values()) {
      assertThat(Pages.all(limit, page -> missions.inPhase(phase, page), Mission::id))
          .containsExactlyElementsOf(listed(model, mission -> mission.phase() == phase));
    }
    for (String owner : OWNERS) {
      assertThat(Pages.all(limit, page -> missions.ownedBy(owner, page), Mission::id))
          .containsExactlyElementsOf(listed(model, mission -> owner.equals(mission.owner())));
    }
    assertThat(Pages.all(limit, missions::archived, Mission::id))
        .containsExactlyElementsOf(
            model.missions.values().stream()
                .filter(Mission::archived)
                .sorted(Comparator.comparing(Mission::id).reversed())
                .toList());
    assertThat(Pages.all(limit, store.missionArchive()::copies, Mission::id))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .containsExactlyInAnyOrderElementsOf(model.copies);
    model.missions.values().forEach(m -> assertThat(missions.find(m.uuid())).contains(m));
  }

  private static List<Mission> listed(StoreModel model, Predicate<Mission> belongs) {
    return model.missions.values().stream()
        .filter(mission -> !mission.archived())
        .filter(belongs)
        .sorted(Comparator.comparing(Mission::id).reversed())
        .toList();
  }
}
