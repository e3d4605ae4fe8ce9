package io.tachograph.agent;

import io.tachograph.recorder.SwallowedErrors;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Has the JDK load on a second thread what the opening of a ledger asks it for last: the calendar
 * of the host's locale, which Chronicle wants, and Ed25519. Together they are a fifth of the time
 * that an opening takes, and the JVM of a host that begins has a core to spare.
 */
final class JdkAhead {
  private final SwallowedErrors errors;

  JdkAhead(SwallowedErrors errors) {
    this.errors = errors;
  }

  /** Begins, and returns at once. */
  void start() {
    Thread thread = new Thread(this::load, "tachograph-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void load() {
    try {
      // With a zone that is named: the default one is not ours to choose.
      Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.getDefault(Locale.Category.FORMAT));
      KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException | RuntimeException | Error e) {
      errors.swallowed("loading ahead of the opening ledger", e);
    }
  }
}
