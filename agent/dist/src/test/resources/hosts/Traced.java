import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes spans with OpenTelemetry, brought by its agent or by itself, and prints their ids. */
public class Traced {
  @AuditedTool
  static String work(String what) {
    return what;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("sdk")) {
      Sdk.start();
    }
    work("outside");
    Tracer tracer = GlobalOpenTelemetry.getTracer("host");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    for (int i = 0; i < 2; i++) {
      Span span = tracer.spanBuilder("round" + i).startSpan();
      try (Scope scope = span.makeCurrent()) {
        work("inside" + i);
        Tachograph.record("seen", Map.of("round", i));
        pool.submit(() -> work("pool" + i(span))).get();
      } finally {
        span.end();
      }
      var ids = span.getSpanContext();
      System.out.println(ids.isValid() + " " + ids.getTraceId() + " " + ids.getSpanId());
    }
    work("outside");
    pool.shutdown();
  }

  private static String i(Span span) {
    return Span.current() == span || Span.current().equals(span) ? "same span" : "other span";
  }

  /** Apart, so that a host without the SDK does not need its classes. */
  private static final class Sdk {
    static void start() {
      io.opentelemetry.sdk.OpenTelemetrySdk.builder()
          .setTracerProvider(io.opentelemetry.sdk.trace.SdkTracerProvider.builder().build())
          .buildAndRegisterGlobal();
    }
  }
}
