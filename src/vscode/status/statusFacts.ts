import type { StatusFacts, StatusHealth } from '../../core/cost/statusView.ts';
import { inUsd, type CurrencyDisplay } from '../../core/cost/format.ts';
import { presets } from '../../core/provider/presets.ts';
import type { ProviderId, Target } from '../../core/provider/target.ts';
import type { Breakers } from '../../core/reliability/breaker.ts';
import type { Budgets } from '../usage/budgets.ts';
import type { Foundation } from '../foundation.ts';
import type { SettingsReader } from '../settings.ts';

type StatusSources = Pick<Foundation, 'session' | 'activity' | 'connections' | 'models' | 'settings'>;

/** Gathers what the status bar and the menu show. @param breakers and `budgets` are absent before the engine is loaded */
export async function statusFacts(
  { session, activity, connections, models, settings }: StatusSources,
  breakers: Breakers | undefined,
  budgets: Budgets | undefined,
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
    health: healthOf({ target, breakers, budgets, hasRefusedKey: connections.hasRefusedKey }),
  };
}

export function currencyFor(settings: SettingsReader, provider: ProviderId): CurrencyDisplay {
  return settings.read().currency === 'CNY' ? { sign: '¥', perUsd: presets[provider].cnyPerUsd } : inUsd;
}

interface HealthSources {
  readonly target: Target;
  readonly breakers: Breakers | undefined;
  readonly budgets: Budgets | undefined;
  readonly hasRefusedKey: boolean;
}

/** The worst comes first. */
function healthOf({ target, breakers, budgets, hasRefusedKey }: HealthSources): StatusHealth {
  const { name } = presets[target.endpoint.provider];
  if (hasRefusedKey) return { kind: 'error', text: `${name} refuses the key: set another one` };
  const use = budgets?.tightest;
  const used = use && `${Math.floor(use.share * 100)} % of the budget for the ${use.budget} is used`;
  if (use && used !== undefined && use.share >= 1) return { kind: 'error', text: used };
  const waitMs = breakers?.of(target).waitMs ?? 0;
  if (waitMs > 0)
    return {
      kind: 'warning',
      text: `${name} keeps failing and is left alone for ${Math.ceil(waitMs / 1000)} s`,
      isPassing: true,
    };
  return use && used !== undefined && use.share >= 0.8 ? { kind: 'warning', text: used } : { kind: 'good' };
}
