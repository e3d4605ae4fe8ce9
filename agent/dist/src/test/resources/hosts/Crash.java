import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Calls a tool again and again on two threads and prints each call's id after it returned. */
public class Crash {
  @AuditedTool
  static String work(int number, List<String> texts) {
    return Tachograph.currentTaskId();
  }

  public static void main(String[] arguments) throws Exception {
    for (int t = 0; t < 2; t++) {
      SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[0]) + t);
      new Thread(() -> loop(random)).start();
    }
  }

  private static void loop(SplittableRandom random) {
    for (int i = 0; ; i++) {
      List<String> texts = new ArrayList<>();
      for (int n = random.nextInt(30) == 0 ? 15 : random.nextInt(2); n > 0; n--) {
        texts.add("x".repeat(random.nextInt(4_000)));
      }
      String id = work(i, texts);
      synchronized (System.out) {
        System.out.println(id);
        System.out.flush();
      }
      if (i % 4 == 0) {
        Thread.yield();
      }
    }
  }
}
