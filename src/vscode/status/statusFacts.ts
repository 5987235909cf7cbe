import type { StatusFacts, StatusHealth } from '../../core/cost/statusView.ts';
import { inUsd, type CurrencyDisplay } from '../../core/cost/format.ts';
import { presets } from '../../core/provider/presets.ts';
import type { ProviderId, Target } from '../../core/provider/target.ts';
import type { Breakers } from '../../core/reliability/circuitBreaker.ts';
import type { Foundation } from '../foundation.ts';
import type { SettingsReader } from '../settings.ts';

type StatusSources = Pick<Foundation, 'session' | 'activity' | 'connections' | 'models' | 'settings'>;

/** Gathers what the status bar and the menu show. @param breakers absent before the first request */
export async function statusFacts(
  { session, activity, connections, models, settings }: StatusSources,
  breakers: Breakers | undefined,
): Promise<StatusFacts> {
  const { target } = await models.target();
  const { endpoint, model } = target;
  return {
    session: session.summary(),
    currency: currencyFor(settings, endpoint.provider),
    isBusy: activity.isBusy,
    provider: presets[endpoint.provider].name,
    model: model.id,
    strategy: settings.read().strategy,
    isSample: endpoint.provider === 'sample',
    health: connections.hasRefusedKey
      ? { kind: 'error', text: `${presets[endpoint.provider].name} refuses the key: set another one` }
      : healthOf(target, breakers),
  };
}

export function currencyFor(settings: SettingsReader, provider: ProviderId): CurrencyDisplay {
  return settings.read().currency === 'CNY' ? { sign: '¥', perUsd: presets[provider].cnyPerUsd } : inUsd;
}

function healthOf(target: Target, breakers: Breakers | undefined): StatusHealth {
  const { name } = presets[target.endpoint.provider];
  const waitMs = breakers?.of(target).waitMs ?? 0;
  if (waitMs > 0)
    return { kind: 'warning', text: `${name} keeps failing and is left alone for ${Math.ceil(waitMs / 1000)} s` };
  return { kind: 'good' };
}
