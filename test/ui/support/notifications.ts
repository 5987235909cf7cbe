import type { Locator, Page } from 'playwright-core';
import type { Probe } from './probe.ts';
import { until } from './until.ts';

/** The messages at the lower right, in their list: as toasts, VS Code shows no more than three in 0.8 s. */
export class Notifications {
  readonly #page: Page;
  readonly #probe: Probe;

  constructor(page: Page, probe: Probe) {
    this.#page = page;
    this.#probe = probe;
  }

  get #items(): Locator {
    return this.#page.locator('.notifications-center .notification-list-item');
  }

  async messages(): Promise<readonly string[]> {
    await this.#probe.ask('command', { id: 'notifications.showList', args: [] });
    return this.#items.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Waits for a message that holds `text`; returns it whole. */
  async message(text: string): Promise<string> {
    const holds = (message: string) => message.includes(text);
    const messages = await until(
      `a message with “${text}”`,
      () => this.messages(),
      (all) => all.some(holds),
    );
    return messages.find(holds) ?? '';
  }

  async buttons(text: string): Promise<readonly string[]> {
    return this.#item(text).locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }

  async press(text: string, button: string): Promise<void> {
    await this.#item(text).getByRole('button', { name: button, exact: true }).click();
  }

  #item(text: string): Locator {
    return this.#items.filter({ hasText: text }).first();
  }
}
