import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** Hands work to a pool that is made as Tomcat makes its connectors' pools. */
public class TomcatPool {
  private static final int TASKS = 20;

  @AuditedTool
  static Object tool(String name) {
    return name;
  }

  @AuditedTask
  static void plan(ThreadPoolExecutor pool) throws Exception {
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(pool.submit(() -> tool("submitted, queued or at once")));
      pool.execute(() -> { tool("executed, queued or at once"); });
    }
    for (Future<?> task : tasks) {
      task.get();
    }
    while (pool.getCompletedTaskCount() < 2 * TASKS) {
      Thread.onSpinWait();
    }
  }

  public static void main(String[] arguments) throws Exception {
    TaskQueue queue = new TaskQueue();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1, 3, 60, TimeUnit.SECONDS, queue, new TaskThreadFactory("exec-", true, 5));
    queue.setParent(pool);
    plan(pool);
    for (int i = 0; i < TASKS; i++) {
      pool.submit(() -> tool("not: the pool's next task")).get();
    }
    System.out.println("done");
    System.exit(0);
  }
}
