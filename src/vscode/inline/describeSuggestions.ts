import { window, workspace } from 'vscode';
import { formatUsd, type CurrencyDisplay } from '../../core/cost/format.ts';
import type { SessionSummary } from '../../core/cost/session.ts';
import { timeOf } from './inlineCommands.ts';
import type { InlineSuggestions } from './inlineSuggestions.ts';

/** How ghost text stands and what it has brought, in a line for the menu. */
export function describeSuggestions(
  { snooze, memory: { acceptance, acceptedLines } }: InlineSuggestions,
  { costByFeature }: SessionSummary,
  currency: CurrencyDisplay,
): string {
  const { shown, accepted } = acceptance.total;
  const usd = (costByFeature.get('inline') ?? 0) + (costByFeature.get('prefetch') ?? 0);
  return [
    stateOf(snooze.until),
    ...(shown > 0 ? [`${accepted} of ${shown} accepted`] : []),
    ...(acceptedLines > 0 ? [`${formatUsd(usd / acceptedLines, currency)} per accepted line`] : []),
  ].join(' · ');
}

function stateOf(snoozedUntil: number | undefined): string {
  if (snoozedUntil !== undefined) return `snoozed until ${timeOf(snoozedUntil)}`;
  const document = window.activeTextEditor?.document;
  return workspace.getConfiguration('parlance', document).get('inline.enabled', true) ? 'on' : 'off';
}
