import type { Locator, Page } from 'playwright-core';

export type StatusBackground = 'none' | 'warning' | 'error';

/** Parlance's item in the status bar. */
export class StatusBarItem {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get locator(): Locator {
    return this.#page.locator('.statusbar-item[id^="parlance."]');
  }

  text(): Promise<string> {
    return this.locator.innerText();
  }

  /** Codicons by name, for example `loading`. */
  async icons(): Promise<readonly string[]> {
    const classes = await this.locator.locator('.codicon').all();
    const names = await Promise.all(classes.map((icon) => icon.getAttribute('class')));
    return names.flatMap((name) =>
      [...(name ?? '').matchAll(/codicon-(?!modifier)([\w-]+)/g)].map(([, icon]) => icon ?? ''),
    );
  }

  async background(): Promise<StatusBackground> {
    const classes = (await this.locator.getAttribute('class')) ?? '';
    if (classes.includes('error-kind')) return 'error';
    return classes.includes('warning-kind') ? 'warning' : 'none';
  }

  /** Rests the mouse on the item until the tooltip shows. */
  async tooltip(): Promise<string> {
    await this.locator.hover();
    const hover = this.#page.locator('.monaco-hover:visible');
    await hover.waitFor();
    return hover.innerText();
  }

  async click(): Promise<void> {
    await this.locator.click();
  }
}
