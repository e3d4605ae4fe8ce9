package io.tachograph.sample;

/**
 * What the monitoring sent: the start of a triage.
 *
 * @param incident the incident's number, as people say it
 * @param mission UUID of the mission in whose name the triage works
 * @param title one line for people
 * @param service the service that raised it
 * @param openedAt when, ISO 8601 UTC
 * @param window the time to look at
 * @param signal what was measured
 * @param providerComponent the part of the payment provider that the service calls
 * @param log file name of the service's log, in the incident's folder
 * @param runbook file name of the runbook, in the incident's folder
 */
record Alert(
    String incident,
    String mission,
    String title,
    String service,
    String openedAt,
    Window window,
    Signal signal,
    String providerComponent,
    String log,
    String runbook) {

  /** From and to, both inclusive, ISO 8601 UTC. */
  record Window(String from, String to) {}

  /** A metric that went over its threshold; ratios from 0 to 1. */
  record Signal(String metric, double threshold, double value) {}
}
