import {
  EventEmitter,
  workspace,
  type ConfigurationScope,
  type Disposable,
  type Event,
  type WorkspaceConfiguration,
} from 'vscode';
import * as v from 'valibot';
import type { Log } from '../core/base/log.ts';
import type { Settings } from '../core/settings.ts';
import { providerIds, type UserModel } from '../core/provider/target.ts';
import { DisposableStore } from './lifecycle.ts';

/** A number that is brought into its range instead of being refused. */
const clamped = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.transform((value) => Math.min(max, Math.max(min, value))),
  );
const trimmed = v.pipe(v.string(), v.trim());
const price = v.optional(clamped(0, 10_000));

const userModel = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  window: v.optional(clamped(1_000, 100_000_000)),
  maxOutput: v.optional(clamped(16, 10_000_000)),
  inputPrice: price,
  cachedInputPrice: price,
  outputPrice: price,
  fim: v.optional(v.picklist(['suffix', 'template', 'none'])),
}) satisfies v.GenericSchema<unknown, UserModel>;

/** Reads the settings in one place, validated: a wrong value counts as the default and is named once in the log. */
export class SettingsReader implements Disposable {
  readonly #store = new DisposableStore();
  readonly #didChange = this.#store.add(new EventEmitter<void>());
  readonly #reported = new Set<string>();
  readonly #log: Log;
  readonly onDidChange: Event<void> = this.#didChange.event;

  constructor(log: Log) {
    this.#log = log;
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('parlance')) this.#didChange.fire();
      }),
    );
  }

  /** The settings for a document (resource and language overrides), else for the window. */
  read(scope?: ConfigurationScope): Settings {
    const configuration = workspace.getConfiguration('parlance', scope);
    const get = <T>(key: string, schema: v.GenericSchema<unknown, T>) => this.#parse(configuration, key, schema);
    const budget = clamped(0, 1_000_000);
    return Object.freeze<Settings>({
      provider: get('provider', v.picklist(providerIds)),
      baseUrl: get('baseUrl', trimmed),
      model: get('model', trimmed),
      inlineModel: get('inline.model', trimmed),
      models: get('models', v.array(userModel)),
      fallbackModels: get('fallbackModels', v.array(trimmed)),
      strategy: get('strategy', v.picklist(['fast', 'balanced', 'thorough', 'adaptive'])),
      inline: {
        isEnabled: get('inline.enabled', v.boolean()),
        debounceMs: get('inline.debounceMs', clamped(0, 10_000)),
        maxPromptTokens: get('inline.maxPromptTokens', clamped(200, 100_000)),
        prefetch: get('inline.prefetch', v.picklist(['off', 'auto'])),
      },
      context: {
        maxTokens: get('context.maxTokens', clamped(0, 1_000_000)),
        exclude: get('context.exclude', v.array(v.string())),
      },
      limits: {
        requestsPerSecond: get('limits.requestsPerSecond', clamped(0.01, 1_000)),
        burst: get('limits.burst', clamped(1, 1_000)),
        maxConcurrent: get('limits.maxConcurrent', clamped(1, 100)),
      },
      retry: { maxAttempts: get('retry.maxAttempts', clamped(1, 10)) },
      timeoutMs: get('timeoutSeconds', clamped(5, 3_600)) * 1000,
      budget: {
        session: get('budget.session', budget),
        day: get('budget.day', budget),
        month: get('budget.month', budget),
        request: get('budget.request', budget),
        isSaving: get('budget.saver', v.boolean()),
        confirmAbove: get('budget.confirmAbove', budget),
      },
      otelEndpoint: get('otel.endpoint', trimmed),
      retentionDays: get('usage.retentionDays', clamped(1, 36_500)),
      currency: get('currency', v.picklist(['USD', 'CNY'])),
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #parse<T>(configuration: WorkspaceConfiguration, key: string, schema: v.GenericSchema<unknown, T>): T {
    const parsed = v.safeParse(schema, configuration.get(key));
    if (parsed.success) return parsed.output;
    this.#reportOnce(key, parsed.issues[0].message);
    return v.parse(schema, configuration.inspect(key)?.defaultValue);
  }

  #reportOnce(key: string, problem: string): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#log.warn(`The setting parlance.${key} is not valid, so its default is used. ${problem}`);
  }
}
