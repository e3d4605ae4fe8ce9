import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reactor's hops from one scheduler to another. */
public class Reactive {
  @AuditedTool
  static <T> T tool(String name, T value) {
    return value;
  }

  @AuditedTask
  static String plan() {
    Mono<Integer> left =
        Mono.fromCallable(() -> tool("subscribeOn", 1))
            .subscribeOn(Schedulers.boundedElastic())
            .publishOn(Schedulers.parallel())
            .map(x -> tool("publishOn", x));
    Mono<Integer> right =
        Mono.just(2).delayElement(Duration.ofMillis(1)).map(x -> tool("delayElement", x));
    return Flux.range(0, 3)
        .flatMap(i -> Mono.fromCallable(() -> tool("flatMap", i)).subscribeOn(Schedulers.parallel()))
        .collectList()
        .zipWith(left.zipWith(right, (a, b) -> tool("zip", a + b)), (list, sum) -> tool("zipWith", "" + sum))
        .block();
  }

  public static void main(String[] arguments) {
    System.out.println(plan());
    Schedulers.parallel().schedule(() -> tool("not: outside", 0));
    Mono.fromCallable(() -> tool("not: outside", 0)).subscribeOn(Schedulers.boundedElastic()).block();
    System.exit(0);
  }
}
