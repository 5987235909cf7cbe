import { window } from 'vscode';
import { formatCost } from '../../core/cost/format.ts';
import type { StatusFacts } from '../../core/cost/statusView.ts';
import type { ChatFeature } from '../chat/createChat.ts';
import type { ResponseCache } from '../../core/reliability/responseCache.ts';
import type { Foundation } from '../foundation.ts';
import { describeSuggestions } from '../inline/describeSuggestions.ts';
import type { InlineSuggestions } from '../inline/inlineSuggestions.ts';
import type { HealthPanel } from '../health/healthPanel.ts';
import type { UsageDashboard } from '../usage/dashboard.ts';
import type { Reviews } from '../review/reviews.ts';
import type { CommandHandlers } from './registerCommands.ts';
import { selectModel } from './selectModel.ts';
import { selectStrategy } from './selectStrategy.ts';
import { removeApiKey, setApiKey } from './setApiKey.ts';
import { showMenu } from './showMenu.ts';

export interface HandlerParts {
  readonly foundation: Foundation;
  readonly reviews: Reviews;
  readonly inline: InlineSuggestions;
  readonly chat: ChatFeature;
  readonly dashboard: UsageDashboard;
  readonly health: HealthPanel;
  readonly answers: ResponseCache;
  readonly facts: () => Promise<StatusFacts>;
  readonly fetch: typeof globalThis.fetch;
  readonly generateFromComment: () => Promise<void>;
}

/** Every command of package.json, by its name. */
export function commandHandlers({
  foundation,
  reviews,
  inline,
  chat,
  dashboard,
  health,
  answers,
  facts,
  fetch,
  generateFromComment,
}: HandlerParts): CommandHandlers {
  const { connections, settings, channel } = foundation;
  const reviewAt = (id: string | undefined) => reviews.find(id, window.activeTextEditor);
  return {
    ...inline.commands,
    ...chat.commands,
    showUsage: () => dashboard.show(),
    exportUsage: () => dashboard.export(),
    showHealth: () => health.show(),
    clearCache: () => clearCache(answers),
    generateFromComment,
    acceptEdit: (id) => reviewAt(id)?.accept(),
    rejectEdit: (id) => reviewAt(id)?.reject(),
    regenerateEdit: (id) => reviewAt(id)?.tryAgain(),
    cancel: () => reviews.cancelAll(),
    setApiKey: () => setApiKey(connections, fetch),
    removeApiKey: () => removeApiKey(connections),
    selectModel: () => selectModel({ ...foundation, fetch }),
    selectStrategy: () => selectStrategy(settings),
    showLog: () => channel.show(),
    showMenu: async () => {
      const { session, currency, model, strategy } = await facts();
      const suggestions = describeSuggestions(inline, session, currency);
      await showMenu({ cost: formatCost(session.cost, currency), model, strategy, suggestions });
    },
  };
}

function clearCache(answers: ResponseCache): void {
  const { size } = answers;
  answers.clear();
  void window.showInformationMessage(
    size === 0
      ? 'The response cache is empty already.'
      : `${size} remembered ${size === 1 ? 'answer' : 'answers'} forgotten.`,
  );
}
