package io.tachograph.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What became of each test of a suite, by class and name. Hash codes in names are left out, and
 * tests of one name are told apart by nothing but how many there are.
 *
 * @param outcomes the outcomes of each name, sorted
 */
record SuiteResults(Map<String, List<String>> outcomes) {
  private static final String PASSED = "passed";

  static SuiteResults read(Path report) throws IOException {
    Map<String, List<String>> outcomes = new TreeMap<>();
    try (var in = Files.newInputStream(report)) {
      XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
      String test = "";
      String outcome = PASSED;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test = xml.getAttributeValue(null, "classname") + "#" + nameOf(xml);
              outcome = PASSED;
            }
            case "failure", "error", "skipped" -> outcome = xml.getLocalName();
            default -> {
              // Output and properties.
            }
          }
        } else if (event == XMLStreamConstants.END_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          outcomes.computeIfAbsent(test, key -> new ArrayList<>()).add(outcome);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("the report of a suite cannot be read: path=" + report, e);
    }
    outcomes.values().forEach(list -> list.sort(null));
    return new SuiteResults(outcomes);
  }

  private static String nameOf(XMLStreamReader testcase) {
    return testcase.getAttributeValue(null, "name").replaceAll("@[0-9a-f]{4,}", "@");
  }

  /** How many there are. */
  long tests() {
    return outcomes.values().stream().mapToLong(List::size).sum();
  }

  /** How many passed. */
  long passed() {
    return outcomes.values().stream().flatMap(List::stream).filter(PASSED::equals).count();
  }

  /** Each name whose outcomes differ, with both. */
  List<String> differences(SuiteResults other) {
    List<String> found = new ArrayList<>();
    Map<String, List<String>> all = new TreeMap<>(outcomes);
    other.outcomes.forEach(all::putIfAbsent);
    for (String test : all.keySet()) {
      List<String> mine = outcomes.getOrDefault(test, List.of());
      List<String> theirs = other.outcomes.getOrDefault(test, List.of());
      if (!mine.equals(theirs)) {
        found.add(test + ": " + mine + " but " + theirs);
      }
    }
    return found;
  }
}
