package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How SQLite finds the rows of each statement of the package: by an index and in its order, so that
 * a query costs what it gives and not what the table holds.
 */
class QueryPlanTest {
  /** What reads a table that no index leads into, and why that is right. */
  private static final Map<String, String> SCANS =
      Map.of(
          "Decisions.NEWEST", "goes back along the row ids until it has found enough",
          "MissionArchive.DELETE_ARCHIVED", "lists the copies once, to compare with",
          "ToolCalls.NEWEST", "goes back along the row ids until it has found enough",
          "Missions.NEWEST", "goes back along the row ids until it has found enough",
          "Tasks.NEWEST", "goes back along the row ids until it has found enough");

  /** What sorts, and why no index can give the order. */
  private static final Map<String, String> SORTS =
      Map.ofEntries(
          Map.entry(
              "Artifacts.OF_MISSION", "the index of a mission's artifacts goes by their type"),
          Map.entry("Missions.PAGE_AT_ALERT_THRESHOLD", "sorts the missions with a budget"),
          Map.entry("Missions.PAGE_OVER_BUDGET", "sorts the missions with a budget"),
          Map.entry("Missions.WITH_STATUS", "no index goes by the time of creation"),
          Map.entry(
              "PlaybookRuns.PERFORMANCE", "sorts what the view has grouped: a row a playbook"),
          Map.entry(
              "PlaybookRuns.PERFORMANCE_AFTER",
              "sorts what the view has grouped: a row a playbook"),
          Map.entry("Tasks.CHILDREN", "sorts the children of one task"),
          Map.entry("Tasks.SUBTREE", "sorts the tasks inside of one"),
          Map.entry("ToolCalls.USAGE", "sorts what the view has grouped: a row a tool"));

  private static final Pattern SCAN = Pattern.compile("^SCAN (\\S+)(?: USING .*)?$");
  private static final Pattern MADE = Pattern.compile("^(?:CO-ROUTINE|MATERIALIZE) (\\S+)$");

  @TempDir Path folder;

  @Test
  void every_statement_goes_by_an_index() {
    Path file = folder.resolve("s.db");
    SqliteStore.open(file).close();
    Path foreign = Fixtures.foreignStore(folder.resolve("foreign.db"));
    SqliteStore.open(foreign).close();
    Map<String, Sql> statements = statements();
    assertThat(statements).hasSizeGreaterThan(50).containsKeys("Artifacts.WITH_REF");
    for (Path database : List.of(file, foreign)) {
      Map<String, List<String>> scanning = new TreeMap<>();
      Map<String, List<String>> sorting = new TreeMap<>();
      statements.forEach(
          (name, sql) -> {
            List<String> plan = plan(database, sql);
            if (scans(plan)) {
              scanning.put(name, plan);
            }
            if (sorts(plan)) {
              sorting.put(name, plan);
            }
          });
      assertThat(scanning).as("%s", database).containsOnlyKeys(SCANS.keySet());
      assertThat(sorting).as("%s", database).containsOnlyKeys(SORTS.keySet());
    }
  }

  private static boolean sorts(List<String> plan) {
    return plan.stream().anyMatch(step -> step.contains("TEMP B-TREE"));
  }

  /** Whether a table is read that no index leads into; what the plan made itself is none. */
  private static boolean scans(List<String> plan) {
    Set<String> made = new TreeSet<>();
    for (String step : plan) {
      Matcher maker = MADE.matcher(step);
      Matcher scan = SCAN.matcher(step);
      if (maker.matches()) {
        made.add(maker.group(1));
      } else if (scan.matches() && !made.contains(scan.group(1)) && !step.contains(" INDEX ")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> plan(Path file, Sql sql) {
    return Schemas.rows(file, "EXPLAIN QUERY PLAN " + sql.text()).stream()
        .map(row -> row.get(3))
        .toList();
  }

  /** The constants of all classes of the package, {@code Class.NAME}, but of control statements. */
  private static Map<String, Sql> statements() {
    Map<String, Sql> statements = new TreeMap<>();
    for (Class<?> type : classes()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == Sql.class) {
          Sql sql = value(field);
          if (!sql.table().isEmpty() && !sql.table().equals("sqlite_master")) {
            statements.put(type.getSimpleName() + "." + field.getName(), sql);
          }
        }
      }
    }
    return statements;
  }

  private static Sql value(Field field) {
    try {
      field.setAccessible(true);
      return (Sql) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Class<?>> classes() {
    try {
      Path classes =
          Path.of(SqliteStore.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(SqliteStore.class.getPackageName().replace('.', '/'));
      List<Class<?>> found = new ArrayList<>();
      try (var files = Files.list(classes)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".class")).toList()) {
          String name = file.getFileName().toString().replace(".class", "");
          found.add(
              Class.forName(
                  SqliteStore.class.getPackageName() + "." + name,
                  false,
                  SqliteStore.class.getClassLoader()));
        }
      }
      return found;
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
