import type { ErrorKind, ParlanceError } from '../errors.ts';
import type { Milliseconds } from '../base/units.ts';
import { hostOf } from './loopback.ts';
import { presets } from './presets.ts';
import type { Target } from './target.ts';

/** What a button under a message does. */
export const errorActions = [
  'setApiKey',
  'selectModel',
  'showLog',
  'openSettings',
  'openBaseUrlSetting',
  'openTimeoutSetting',
  'openCertificateSetting',
  'openBudgetSettings',
  'openBilling',
  'allowOnce',
  'retry',
  'manageTrust',
] as const;
export type ErrorAction = (typeof errorActions)[number];

/** What the buttons say. */
export const actionLabels: Readonly<Record<ErrorAction, string>> = {
  setApiKey: 'Set API Key',
  selectModel: 'Select Model',
  showLog: 'Show Log',
  openSettings: 'Open Settings',
  openBaseUrlSetting: 'Open Settings',
  openTimeoutSetting: 'Open Settings',
  openCertificateSetting: 'Open Settings',
  openBudgetSettings: 'Raise Budget',
  allowOnce: 'This Once',
  openBilling: 'Open Billing Page',
  retry: 'Retry Now',
  manageTrust: 'Manage Trust',
};

export interface ErrorDescription {
  /** What happened and what mends it, for a tired programmer. */
  readonly text: string;
  /** At most three, the likelier first. */
  readonly actions: readonly ErrorAction[];
}

interface Place {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly startHint: string;
}

type Describe = (place: Place, error: ParlanceError) => readonly [text: string, ...actions: ErrorAction[]];

const wait = (ms: Milliseconds | undefined) =>
  ms === undefined ? 'a moment' : `${Math.max(1, Math.ceil(ms / 1000))} s`;

const descriptions: Readonly<Record<ErrorKind, Describe>> = {
  keyMissing: ({ name }) => [`${name} needs an API key.`, 'setApiKey', 'openSettings'],
  keyRejected: ({ name }) => [
    `${name} refuses the API key: it is wrong, incomplete or revoked. Set it again.`,
    'setApiKey',
    'showLog',
  ],
  balanceUsedUp: ({ name }) => [
    `The balance at ${name} is used up. Top it up, then try again.`,
    'openBilling',
    'selectModel',
  ],
  forbidden: ({ name, model }) => [
    `${name} does not allow ${model} for this key or region. Choose another model.`,
    'selectModel',
    'showLog',
  ],
  notFound: ({ name, model }) => [
    `${name} does not know the model ${model}. Choose one that it lists.`,
    'selectModel',
    'openSettings',
  ],
  wrongBaseUrl: ({ baseUrl }) =>
    baseUrl === ''
      ? ['No address is set for the provider. Set Base Url.', 'openBaseUrlSetting']
      : [
          `There is no model API at ${baseUrl}. Check Base Url: it usually ends in /v1.`,
          'openBaseUrlSetting',
          'showLog',
        ],
  rateLimited: ({ name }, { details }) => [
    `${name} takes no more requests right now. Try again in ${wait(details.retryAfterMs)}.`,
    'retry',
    'selectModel',
  ],
  contextTooLong: ({ model }, { details }) => [
    `The request is too long for ${model}${details.windowTokens ? ` (${details.windowTokens} tokens)` : ''}. Send less context.`,
    'openSettings',
    'selectModel',
  ],
  badParameter: ({ name }, { details }) => [
    `${name} does not take the parameter ${details.parameter ?? ''}, and the request makes no sense without it.`,
    'selectModel',
    'showLog',
  ],
  badRequest: ({ name }) => [`${name} did not understand the request. The log says more.`, 'showLog', 'selectModel'],
  timeout: ({ name }, { message }) => [`${name} did not answer in time. ${message}`, 'retry', 'openTimeoutSetting'],
  stalled: ({ name }, { message }) => [
    `${name} fell silent in the middle of the answer. ${message}`,
    'retry',
    'openTimeoutSetting',
  ],
  network: ({ baseUrl }) => [
    `The connection to ${hostOf(baseUrl)} failed. Check the network, then try again.`,
    'retry',
    'showLog',
  ],
  tls: ({ baseUrl }, { message }) => [
    `${message} If your company inspects traffic, add its certificate to the system’s, and let VS Code use those (${hostOf(baseUrl)}).`,
    'openCertificateSetting',
    'showLog',
  ],
  localServerDown: ({ name, baseUrl, startHint }) => [
    `${name} is not running at ${baseUrl}. ${startHint}`.trim(),
    'retry',
    'openSettings',
  ],
  foreignAnswer: ({ baseUrl }) => [
    `Something else than the provider answers at ${hostOf(baseUrl)}: a proxy, a firewall or a login page.`,
    'showLog',
    'openBaseUrlSetting',
  ],
  malformed: ({ name }) => [`${name} sent an answer that cannot be read.`, 'retry', 'showLog'],
  server: ({ name }, { details }) => [
    `${name} has a problem of its own${details.status ? ` (status ${details.status})` : ''}. Try again in ${wait(details.retryAfterMs)}.`,
    'retry',
    'selectModel',
  ],
  budgetSpent: (_place, { message }) => [message, 'openBudgetSettings', 'selectModel', 'allowOnce'],
  declined: () => ['Not sent.', 'retry'],
  breakerOpen: ({ name, model }, { details }) => [
    `${model} at ${name} failed several times in a row and is left alone for ${wait(details.retryAfterMs)}.`,
    'retry',
    'selectModel',
    'showLog',
  ],
  queueTimeout: () => ['Too many requests are waiting. Try again in a moment.', 'retry', 'openSettings'],
  untrustedWorkspace: () => ['Nothing is sent from a workspace that you have not trusted.', 'manageTrust'],
};

/** The words and buttons for an error: one place for all of them. */
export function describeError(error: ParlanceError, { endpoint, model }: Target): ErrorDescription {
  const { name, startHint = '' } = presets[endpoint.provider];
  const [text, ...actions] = descriptions[error.kind](
    { name, startHint, baseUrl: endpoint.baseUrl, model: model.id },
    error,
  );
  return { text, actions };
}
