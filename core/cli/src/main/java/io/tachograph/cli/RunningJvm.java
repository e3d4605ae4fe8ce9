package io.tachograph.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** A JVM on this machine that the agent is attached to while it runs. */
final class RunningJvm {
  /** Where the agent leaves its answer among the JVM's agent properties. */
  private static final String ANSWER = "io.tachograph.answer";

  private static final String DONE = "done ";
  private static final String NOT_DONE = "not done ";

  private final long pid;

  RunningJvm(long pid) {
    this.pid = pid;
  }

  /**
   * What the agent said.
   *
   * @param done whether what it was asked for was done
   */
  record Answer(boolean done, String text) {}

  /**
   * Loads our agent into it, or calls the one that it has.
   *
   * @param argument options, or {@code detach}
   * @throws IOException if that cannot be done; the message says why
   */
  Answer call(String argument) throws IOException {
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new IOException("there is no process with this id: pid=" + pid);
    }
    String jar = jar().toString();
    try {
      VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
      try {
        jvm.loadAgent(jar, argument);
        return answer(jvm.getAgentProperties().getProperty(ANSWER, ""));
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new IOException(
          "cannot attach; it must be a Java process of the same user, without"
              + " -XX:+DisableAttachMechanism: pid="
              + pid
              + ": "
              + e.getMessage(),
          e);
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new IOException(
          "the process does not take the agent, as with -XX:-EnableDynamicAgentLoading: pid="
              + pid
              + ": "
              + e.getMessage(),
          e);
    } catch (LinkageError e) {
      throw new IOException(
          "this Java runtime has no module jdk.attach; run the command with a JDK's java", e);
    }
  }

  private Answer answer(String text) throws IOException {
    if (text.startsWith(DONE)) {
      return new Answer(true, text.substring(DONE.length()));
    } else if (text.startsWith(NOT_DONE)) {
      return new Answer(false, text.substring(NOT_DONE.length()));
    }
    throw new IOException("the agent was loaded and gave no answer: pid=" + pid);
  }

  private static Path jar() throws IOException {
    try {
      CodeSource source = RunningJvm.class.getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        return jar.toAbsolutePath();
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the command does not know where its jar is", e);
    }
    throw new IOException("attach and detach are commands of tachograph.jar as it was built");
  }
}
