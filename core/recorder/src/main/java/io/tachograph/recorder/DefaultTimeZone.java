package io.tachograph.recorder;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps libraries of ours from fixing the host's default time zone. Who first asks for it makes the
 * JDK choose one for good and set {@code user.timezone}; a host that sets that property in its main
 * would then be too late. Chronicle and sqlite-jdbc ask when they begin. So while they do, the JDK
 * is lent the default that it would choose, and it is taken back afterwards.
 */
final class DefaultTimeZone {
  private static final String PROPERTY = "user.timezone";

  /** Null where {@code java.util} is not open to us: then nothing is lent. */
  private static final @Nullable DefaultTimeZone JDK = ofTheJdk();

  private final VarHandle chosen;
  private final MethodHandle systemId;

  private DefaultTimeZone(VarHandle chosen, MethodHandle systemId) {
    this.chosen = chosen;
    this.systemId = systemId;
  }

  private static @Nullable DefaultTimeZone ofTheJdk() {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(TimeZone.class, MethodHandles.lookup());
      return new DefaultTimeZone(
          lookup.findStaticVarHandle(TimeZone.class, "defaultTimeZone", TimeZone.class),
          lookup.findStatic(
              TimeZone.class,
              "getSystemTimeZoneID",
              MethodType.methodType(String.class, String.class)));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Does the work; the default is as unchosen afterwards as it was before. */
  static <T> T untouchedBy(Supplier<T> work) {
    return JDK == null ? work.get() : JDK.lentTo(work);
  }

  private <T> T lentTo(Supplier<T> work) {
    TimeZone lent = whatTheJdkWouldChoose();
    boolean untouched = chosen.compareAndSet((TimeZone) null, lent);
    try {
      return work.get();
    } finally {
      if (untouched) {
        // What the host itself set meanwhile stays.
        chosen.compareAndSet(lent, (TimeZone) null);
      }
    }
  }

  private TimeZone whatTheJdkWouldChoose() {
    String id = System.getProperty(PROPERTY, "");
    try {
      if (id.isEmpty()) {
        id = (String) systemId.invokeExact(System.getProperty("java.home"));
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the JDK does not tell the system's time zone", e);
    }
    return TimeZone.getTimeZone(id == null ? "GMT" : id);
  }
}
