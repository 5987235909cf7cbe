import { Uri, commands, env, window } from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { ParlanceError } from '../core/errors.ts';
import { actionLabels, describeError, type ErrorAction } from '../core/provider/describeError.ts';
import { presets } from '../core/provider/presets.ts';
import type { Target } from '../core/provider/target.ts';

/** For one request beyond the budget. Not for users: it is in no manifest. */
export const allowOnceCommand = 'parlance.budget.allowOnce';
/** The same message is not shown again so soon. */
const quietMs = 60_000;

/** Shows failures in words with their buttons, each message at most once a minute. */
export class ErrorMessages {
  readonly #clock: Clock;
  readonly #letThrough: (target: Target) => void;
  readonly #shownAtMs = new Map<string, number>();

  /** @param letThrough lifts what keeps requests from a target, before one is tried again */
  constructor(clock: Clock, letThrough: (target: Target) => void) {
    this.#clock = clock;
    this.#letThrough = letThrough;
  }

  /** @param retry what Retry Now does; without it the button is left out */
  async show(error: ParlanceError, target: Target, retry?: () => Promise<void>): Promise<void> {
    const { text, actions } = describeError(error, target);
    const lastMs = this.#shownAtMs.get(text);
    if (lastMs !== undefined && this.#clock.now() - lastMs < quietMs) return;
    this.#shownAtMs.set(text, this.#clock.now());
    const possible = actions.filter((action) => isPossible(action, target, retry));
    const choice = await window.showErrorMessage(text, ...possible.map((action) => actionLabels[action]));
    const action = possible.find((candidate) => actionLabels[candidate] === choice);
    // Whoever acted on it wants to hear the outcome.
    if (action) this.#shownAtMs.delete(text);
    if (action) await act(action, target, { letThrough: this.#letThrough, ...(retry && { retry }) });
  }
}

function isPossible(action: ErrorAction, { endpoint }: Target, retry: (() => Promise<void>) | undefined): boolean {
  if (action === 'retry') return retry !== undefined;
  return action !== 'openBilling' || presets[endpoint.provider].billingUrl !== undefined;
}

const settingsBehind: Partial<Readonly<Record<ErrorAction, string>>> = {
  openSettings: '@ext:parlance.parlance',
  openBaseUrlSetting: 'parlance.baseUrl',
  openTimeoutSetting: 'parlance.timeoutSeconds',
  openCertificateSetting: 'http.systemCertificates',
  openBudgetSettings: 'parlance.budget',
};

interface Means {
  readonly letThrough: (target: Target) => void;
  /** Absent where the caller tries again itself. */
  readonly retry?: () => Promise<void>;
}

/** Does what a button under a message says. */
export async function act(action: ErrorAction, target: Target, { letThrough, retry }: Means): Promise<void> {
  const { endpoint } = target;
  const settings = settingsBehind[action];
  if (settings !== undefined) await commands.executeCommand('workbench.action.openSettings', settings);
  else if (action === 'retry') {
    letThrough(target);
    await retry?.();
  } else if (action === 'allowOnce') {
    await commands.executeCommand(allowOnceCommand);
    await retry?.();
  } else if (action === 'manageTrust') await commands.executeCommand('workbench.trust.manage');
  else if (action === 'openBilling')
    await env.openExternal(Uri.parse(presets[endpoint.provider].billingUrl ?? endpoint.baseUrl));
  else await commands.executeCommand(`parlance.${action}`);
}
