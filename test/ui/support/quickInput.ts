import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** The command palette, quick picks and input boxes: one widget, one at a time. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get #input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by the title that the palette shows, like `Parlance: Show Menu`. */
  async runCommand(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.#input.waitFor();
    await this.#input.fill(`>${title}`);
    await this.pick(title);
  }

  /** Waits for the row of that label, and takes it. */
  async pick(label: string): Promise<void> {
    await until(
      `the row “${label}”`,
      () => this.labels(),
      (labels) => labels.includes(label),
    );
    const row = this.widget.locator('.monaco-list-row').filter({ has: this.#page.getByText(label, { exact: true }) });
    await row.first().click();
  }

  /** Answers an input box, once the command palette has made way for it. */
  async answer(text: string): Promise<void> {
    await until(
      'an input box',
      () => this.#input.inputValue(),
      (value) => !value.startsWith('>'),
    );
    await this.#input.fill(text);
    await this.#page.keyboard.press('Enter');
  }

  /** The labels of the rows in view. */
  async labels(): Promise<readonly string[]> {
    const labels = await this.widget.locator('.monaco-list-row .label-name').allInnerTexts();
    return labels.map((label) => label.trim()); // icons leave a space
  }

  async dismiss(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }
}
