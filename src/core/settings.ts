import type { Milliseconds, Tokens, Usd } from './base/units.ts';
import type { ProviderId, UserModel } from './provider/target.ts';

export type StrategyName = 'fast' | 'balanced' | 'thorough' | 'adaptive';

/** The user's settings: validated, frozen, replaced as a whole when one changes. Defaults live in package.json. */
export interface Settings {
  readonly provider: ProviderId;
  /** Empty: the preset's own. */
  readonly baseUrl: string;
  readonly model: string;
  readonly inlineModel: string;
  readonly models: readonly UserModel[];
  /** By name, in the order in which they take over. */
  readonly fallbackModels: readonly string[];
  readonly strategy: StrategyName;
  readonly inline: {
    readonly isEnabled: boolean;
    /** 0: adaptive. */
    readonly debounceMs: Milliseconds;
    readonly maxPromptTokens: Tokens;
    readonly prefetch: 'off' | 'auto';
  };
  readonly context: { readonly maxTokens: Tokens; readonly exclude: readonly string[] };
  readonly limits: {
    readonly requestsPerSecond: number;
    readonly burst: number;
    readonly maxConcurrent: number;
  };
  readonly retry: { readonly maxAttempts: number };
  readonly timeoutMs: Milliseconds;
  readonly budget: {
    readonly session: Usd;
    readonly day: Usd;
    readonly month: Usd;
    /** For a single request, at worst. */
    readonly request: Usd;
    /** Whether ghost text is spared near the limit. */
    readonly isSaving: boolean;
    /** Dearer requests are asked about. */
    readonly confirmAbove: Usd;
  };
  readonly retentionDays: number;
  /** Of an OpenTelemetry collector; empty: none. */
  readonly otelEndpoint: string;
  readonly currency: 'USD' | 'CNY';
}
