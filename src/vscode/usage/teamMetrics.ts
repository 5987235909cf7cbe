import type { Disposable } from 'vscode';
import type { LedgerEntry } from '../../core/cost/entry.ts';
import type { Foundation } from '../foundation.ts';
import { exportMetrics, type MetricsExport } from './metricsExport.ts';

type MetricsSources = Pick<Foundation, 'settings' | 'version' | 'log'>;

/** Reports requests to the collector that `parlance.otel.endpoint` names; does nothing where it names none. */
export class TeamMetrics implements Disposable {
  readonly #sources: MetricsSources;
  #current: { readonly endpoint: string; readonly metrics: Promise<MetricsExport> } | undefined;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
  }

  add(entry: LedgerEntry): void {
    const { settings, version, log } = this.#sources;
    const endpoint = settings.read().otelEndpoint;
    if (this.#current?.endpoint !== endpoint) {
      this.dispose();
      if (endpoint !== '') this.#current = { endpoint, metrics: exportMetrics(endpoint, version) };
    }
    this.#current?.metrics.then(
      (metrics) => metrics.add(entry),
      (error: unknown) => log.warn(`Metrics cannot be exported to ${endpoint}: ${String(error)}`),
    );
  }

  dispose(): void {
    const current = this.#current;
    this.#current = undefined;
    // The collector may be gone; what is left is lost with it.
    current?.metrics.then((metrics) => metrics.close()).catch(() => undefined);
  }
}
