package io.tachograph.agent;

import org.sqlite.util.OSInfo;

/**
 * Keeps sqlite-jdbc from starting processes: to tell Android from Linux it runs {@code uname}, in
 * the host and by the host's {@code PATH}. Without its runner it takes the answer to be no.
 */
final class SqliteProcesses extends OSInfo {
  private SqliteProcesses() {}

  /** Call it before a connection is made. */
  static void forbid() {
    processRunner = null;
  }
}
