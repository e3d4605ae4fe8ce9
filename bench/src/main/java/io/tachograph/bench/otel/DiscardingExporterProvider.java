package io.tachograph.bench.otel;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** Offers {@code otel.traces.exporter=discard}. */
public final class DiscardingExporterProvider implements ConfigurableSpanExporterProvider {
  /** For the agent, by its services. */
  public DiscardingExporterProvider() {}

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    return new DiscardingExporter();
  }

  @Override
  public String getName() {
    return "discard";
  }
}
