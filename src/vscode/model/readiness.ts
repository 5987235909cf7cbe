import { commands, workspace, type ConfigurationScope, type Memento } from 'vscode';
import { ParlanceError } from '../../core/errors.ts';
import type { Target } from '../../core/provider/target.ts';
import type { ErrorMessages } from '../errorMessages.ts';
import type { Models } from './models.ts';

const welcomedKey = 'parlance.welcomed';

/** Sees to it that a command can send something, or says what is missing. */
export class Readiness {
  readonly #models: Models;
  readonly #errors: ErrorMessages;
  readonly #memory: Memento;

  constructor(models: Models, errors: ErrorMessages, memory: Memento) {
    this.#models = models;
    this.#errors = errors;
    this.#memory = memory;
  }

  /** The target for a command in `scope`; undefined after the user was told what to do first. */
  async target(scope?: ConfigurationScope): Promise<Target | undefined> {
    const { target, key } = await this.#models.target(scope);
    if (!workspace.isTrusted) {
      await this.#errors.show(new ParlanceError('untrustedWorkspace', 'The workspace is not trusted.'), target);
      return undefined;
    }
    if (key.kind !== 'missing') return target;
    if (this.#memory.get(welcomedKey)) {
      await this.#errors.show(new ParlanceError('keyMissing', 'No API key is set.'), target);
      return undefined;
    }
    // The first time, a way to begin instead of an error.
    await this.#memory.update(welcomedKey, true);
    await commands.executeCommand('workbench.action.openWalkthrough', 'parlance.parlance#start', false);
    return undefined;
  }
}
