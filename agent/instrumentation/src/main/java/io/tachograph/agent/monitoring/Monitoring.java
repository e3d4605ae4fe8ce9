package io.tachograph.agent.monitoring;

import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Shows the recording that goes on in what the host itself uses of the JDK. A host that uses
 * neither JMX nor JFR pays for a look at the names of the JDK's classes that it loads. One a JVM.
 */
public final class Monitoring {
  private final Instrumentation instrumentation;
  private final List<HostFacility> facilities;
  private boolean watching;

  /**
   * One that shows nothing yet.
   *
   * @param errors counts what goes wrong
   */
  public Monitoring(Instrumentation instrumentation, SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.facilities =
        List.of(
            new HostFacility("javax/management/MBeanServerFactory", () -> new JmxBean(), errors),
            new HostFacility(
                "jdk/jfr/internal/PlatformRecorder", () -> new JfrEvents(errors), errors));
  }

  /** Shows this recording, now or when the host is ready for it. */
  public synchronized void begin(RecordingSession session) {
    facilities.forEach(facility -> facility.show(session));
    if (!watching) {
      watching = true;
      watch();
    }
  }

  /** Shows nothing any more. */
  public synchronized void end() {
    facilities.forEach(HostFacility::hide);
  }

  /** First what comes, then what is there: so nothing comes unseen in between. */
  private void watch() {
    // As all of ours are retransforming ones: with the first of the other kind the JVM would hand
    // each class over twice.
    instrumentation.addTransformer(new ClassNames(this::seen), true);
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() == null) {
        seen(loaded.getName().replace('.', '/'));
      }
    }
  }

  private void seen(String internalName) {
    for (HostFacility facility : facilities) {
      facility.seen(internalName);
    }
  }
}
