package io.tachograph.agent.monitoring;

import io.tachograph.recorder.RecordingSession;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code io.tachograph:type=Recorder} in the platform's MBean server. Where the host has
 * not made that server it is not made: a host may look whether there is one.
 */
final class JmxBean implements Display {
  private final ObjectName name;
  private final ObjectName ofThePlatform;
  private @Nullable MBeanServer server;

  JmxBean() {
    this.name = named("io.tachograph:type=Recorder");
    this.ofThePlatform = named(ManagementFactory.RUNTIME_MXBEAN_NAME);
  }

  private static ObjectName named(String text) {
    try {
      return new ObjectName(text);
    } catch (JMException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public boolean show(RecordingSession session) throws JMException {
    hide();
    for (MBeanServer known : MBeanServerFactory.findMBeanServer(null)) {
      if (known.isRegistered(ofThePlatform)) {
        known.registerMBean(
            new StandardMBean(new RecorderView(session), RecorderMXBean.class, true), name);
        server = known;
        return true;
      }
    }
    return false;
  }

  @Override
  public void hide() throws JMException {
    MBeanServer known = server;
    server = null;
    if (known != null) {
      try {
        known.unregisterMBean(name);
      } catch (InstanceNotFoundException e) {
        // Somebody else did.
        return;
      }
    }
  }
}
