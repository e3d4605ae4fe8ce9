import io.tachograph.api.Tachograph;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** Loads 20,000 classes and counts what of the agent's is in memory before and after. */
public class ManyClasses {
  private static final int CLASSES = 20_000;

  static final class Loader extends ClassLoader {
    Class<?> define(String name) throws Exception {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(0xcafebabe);
      out.writeInt(52);
      out.writeShort(5);
      out.writeByte(7);
      out.writeShort(2);
      out.writeByte(1);
      out.writeUTF(name.replace('.', '/'));
      out.writeByte(7);
      out.writeShort(4);
      out.writeByte(1);
      out.writeUTF("java/lang/Object");
      out.writeShort(0x1001);
      out.writeShort(1);
      out.writeShort(3);
      out.writeLong(0);
      return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }
  }

  public static void main(String[] arguments) throws Exception {
    // Waits until the ledger is open, if there is to be one: opening makes some 200 objects.
    Tachograph.isActive();
    Loader loader = new Loader();
    long names = load(loader, 0, CLASSES / 20);
    long before = objectsOfTheAgent();
    names += load(loader, CLASSES / 20, CLASSES);
    long after = objectsOfTheAgent();
    System.out.println("names: " + names);
    System.err.println("objects: " + (after - before));
  }

  private static long load(Loader loader, int from, int to) throws Exception {
    long names = 0;
    for (int i = from; i < to; i++) {
      names += loader.define("com.acme.generated.Class" + i).getName().hashCode();
    }
    return names;
  }

  private static long objectsOfTheAgent() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(String::strip)
        .filter(line -> line.contains(" io.tachograph.") || line.contains(" net.bytebuddy."))
        .mapToLong(line -> Long.parseLong(line.split(" +")[1]))
        .sum();
  }
}
