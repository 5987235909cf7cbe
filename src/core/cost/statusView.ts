import { formatCost, formatTokens, formatUsd, type CurrencyDisplay } from './format.ts';
import type { SessionSummary } from './session.ts';

export interface StatusFacts {
  readonly session: SessionSummary;
  readonly currency: CurrencyDisplay;
  readonly isBusy: boolean;
  readonly provider: string;
  readonly model: string;
  readonly strategy: string;
  readonly isSample: boolean;
  readonly health: StatusHealth;
}

/** What colours the item; the worst comes first. */
export type StatusHealth =
  | { readonly kind: 'good' }
  | { readonly kind: 'warning'; readonly text: string; readonly isPassing?: boolean }
  | { readonly kind: 'error'; readonly text: string };

export interface StatusView {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** For screen readers: what the icons and signs say. */
  readonly label: string;
  readonly colour: StatusHealth['kind'];
  /** Whether it says how many seconds are left. */
  readonly isCountingDown: boolean;
}

const featureNames: Readonly<Record<string, string>> = {
  generate: 'Generate',
  edit: 'Edit',
  fix: 'Fix',
  tests: 'Tests',
  documentation: 'Documentation',
  chat: 'Chat',
  inline: 'Inline suggestions',
  prefetch: 'Prefetching',
  batch: 'Batch',
  compare: 'Comparison',
};

/** What the status-bar item shows: the session's cost at a glance, the rest in its tooltip. */
export function statusView(facts: StatusFacts): StatusView {
  const { session, currency, health } = facts;
  const cost = formatCost(session.cost, currency);
  const icon = facts.isBusy
    ? '$(loading~spin)'
    : health.kind === 'good'
      ? facts.isSample
        ? '$(beaker)'
        : '$(sparkle)'
      : '$(warning)';
  const sample = facts.isSample ? ' Sample' : '';
  const trouble = health.kind === 'good' ? [] : [`**${health.text}**`, ''];
  return {
    text: `${icon}${sample} ${cost}`,
    label: `Parlance: ${facts.isSample ? 'sample answers, ' : ''}${spoken(facts, cost)}${health.kind === 'good' ? '' : `, ${health.text}`}`,
    tooltip: [...trouble, ...table(facts), '', 'Click for the menu.'].join('\n'),
    colour: health.kind,
    isCountingDown: health.kind === 'warning' && health.isPassing === true,
  };
}

function spoken({ session: { cost, unpriced } }: StatusFacts, formatted: string): string {
  if (cost.kind === 'unknown') return 'this session’s cost is unknown';
  const estimate = cost.isEstimate ? 'about ' : '';
  return `this session cost ${estimate}${formatted.replace('~', '')}${unpriced > 0 ? ', without requests of unknown price' : ''}`;
}

function table({ session, currency, model, provider, strategy, isSample }: StatusFacts): string[] {
  const { requests, inputTokens, cachedInputTokens, outputTokens, cacheHits, savedUsd, unpriced } = session;
  const rows: readonly (readonly [string, string])[] = [
    ['Cost', formatCost(session.cost, currency)],
    ...[...session.costByFeature].map(
      ([feature, usd]) => [`— ${featureNames[feature] ?? feature}`, formatUsd(usd, currency)] as const,
    ),
    ...(unpriced > 0 ? [['Of unknown price', `${unpriced} requests`] as const] : []),
    ['Requests', String(requests)],
    ['Tokens in / cached / out', [inputTokens, cachedInputTokens, outputTokens].map(formatTokens).join(' / ')],
    ['From Parlance’s cache', cacheHits === 0 ? '0' : `${cacheHits}, saved ${formatUsd(savedUsd, currency)}`],
    ['Model', isSample ? `${model} (recorded answers, not a model)` : model],
    ['Provider', provider],
    ['Strategy', strategy],
  ];
  return ['| This session | |', '| :-- | --: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)];
}
