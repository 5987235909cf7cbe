import type { LedgerEntry } from '../../core/cost/entry.ts';

export interface MetricsExport {
  add(entry: LedgerEntry): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Boundaries that the GenAI semantic conventions give. */
const tokenBuckets = Array.from({ length: 14 }, (_, power) => 4 ** power);
const secondBuckets = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);

/**
 * Sends tokens, cost, latency and outcomes to an OpenTelemetry collector over OTLP/HTTP, once a minute; never content.
 * Names by https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics (development status, read 2026-11).
 * @param endpoint of the collector, without `/v1/metrics`
 */
export async function exportMetrics(endpoint: string, version: string): Promise<MetricsExport> {
  const { MeterProvider, PeriodicExportingMetricReader, OTLPMetricExporter, resourceFromAttributes } =
    await import('#lazy/otel');
  const exporter = new OTLPMetricExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/metrics` });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'parlance', 'service.version': version }),
    readers: [new PeriodicExportingMetricReader({ exporter })],
  });
  const meter = provider.getMeter('parlance', version);
  const tokens = meter.createHistogram('gen_ai.client.token.usage', {
    unit: '{token}',
    advice: { explicitBucketBoundaries: tokenBuckets },
  });
  const duration = meter.createHistogram('gen_ai.client.operation.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: secondBuckets },
  });
  const firstToken = meter.createHistogram('parlance.time_to_first_token', {
    unit: 's',
    advice: { explicitBucketBoundaries: secondBuckets },
  });
  const cost = meter.createCounter('parlance.cost', { unit: '{USD}' });
  return {
    add: (entry) => {
      const { usage, totalMs, firstTokenMs, cost: spent } = entry.receipt;
      const attributes = attributesOf(entry);
      tokens.record(usage.inputTokens, { ...attributes, 'gen_ai.token.type': 'input' });
      tokens.record(usage.outputTokens, { ...attributes, 'gen_ai.token.type': 'output' });
      duration.record(totalMs / 1000, attributes);
      if (firstTokenMs !== undefined) firstToken.record(firstTokenMs / 1000, attributes);
      if (spent.kind === 'known') cost.add(spent.usd, attributes);
    },
    close: () => provider.shutdown(),
  };
}

function attributesOf({ feature, outcome, receipt: { target, servedBy } }: LedgerEntry) {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': target.endpoint.provider,
    'gen_ai.request.model': target.model.id,
    'parlance.feature': feature,
    'parlance.outcome': outcome.kind,
    'parlance.served_by': servedBy,
    ...(outcome.kind === 'failed' && { 'error.type': outcome.error }),
  };
}
