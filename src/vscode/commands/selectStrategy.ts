import { ConfigurationTarget, window, workspace } from 'vscode';
import type { StrategyName } from '../../core/settings.ts';
import type { SettingsReader } from '../settings.ts';

const strategies: readonly { readonly label: StrategyName; readonly detail: string }[] = [
  { label: 'adaptive', detail: 'Chosen for each request by what it asks for' },
  { label: 'fast', detail: 'Up to 512 tokens: boilerplate' },
  { label: 'balanced', detail: 'Up to 2,048 tokens' },
  { label: 'thorough', detail: 'Up to 4,096 tokens: better answers, longer waits' },
];

export async function selectStrategy(settings: SettingsReader): Promise<void> {
  const current = settings.read().strategy;
  const items = strategies.map((item) => ({ ...item, description: item.label === current ? 'in use' : '' }));
  const picked = await window.showQuickPick(items, {
    title: 'Strategy',
    placeHolder: 'How much effort is a request worth?',
  });
  if (picked) await workspace.getConfiguration('parlance').update('strategy', picked.label, ConfigurationTarget.Global);
}
