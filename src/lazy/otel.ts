// Metrics for teams: loaded only where a collector's address is set.
export { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
export { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
export { resourceFromAttributes } from '@opentelemetry/resources';
