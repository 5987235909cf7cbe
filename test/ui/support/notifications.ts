import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** The messages at the lower right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #toasts(): Locator {
    return this.#page.locator('.notification-toast');
  }

  messages(): Promise<readonly string[]> {
    return this.#toasts.locator('.notification-list-item-message').allInnerTexts();
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
    return this.#toast(text).locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }

  async press(text: string, button: string): Promise<void> {
    await this.#toast(text).getByRole('button', { name: button, exact: true }).click();
  }

  #toast(text: string): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }
}
