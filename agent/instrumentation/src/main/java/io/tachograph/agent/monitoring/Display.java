package io.tachograph.agent.monitoring;

import io.tachograph.recorder.RecordingSession;

/** Something of the JDK in which a recording can be seen. For one thread at a time. */
interface Display {
  /**
   * Shows a recording.
   *
   * @return false if the host is not ready for it yet: to be asked again
   * @throws Exception if it cannot be shown at all
   */
  boolean show(RecordingSession session) throws Exception;

  /**
   * Shows nothing any more. Called also where nothing was shown.
   *
   * @throws Exception if it stays
   */
  void hide() throws Exception;
}
