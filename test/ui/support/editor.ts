import type { Locator, Page } from 'playwright-core';
import { join } from 'node:path';
import type { ActiveEditor } from '../probe/questions.ts';
import type { Probe } from './probe.ts';
import { becomes, until } from './until.ts';

/** Zero-based, as in VS Code's API. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The active text editor. What a user sees is read from the page, the exact text from the document. */
export class Editor {
  readonly #page: Page;
  readonly #probe: Probe;
  readonly #folder: string;

  constructor(page: Page, probe: Probe, folder: string) {
    this.#page = page;
    this.#probe = probe;
    this.#folder = folder;
  }

  get #view(): Locator {
    return this.#page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Opens a file of the workspace, with the keyboard's focus in it and the cursor at `place`. */
  async open(file: string, place: Place = { line: 0, character: 0 }): Promise<void> {
    const path = join(this.#folder, file);
    await this.#probe.ask('open', { path, ...place });
    await until(
      `the editor of ${file}`,
      () => this.active(),
      (active) => active?.path === path,
    );
    await this.#page.locator('.monaco-editor.focused .view-line').first().waitFor();
  }

  /** Presses the keys of `text`, one after the other. Brackets and quotes may close themselves, as for a user. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** For example `Control+Space`; `ControlOrMeta` is the platform's own. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  active(): Promise<ActiveEditor | undefined> {
    return this.#probe.ask('activeEditor', {});
  }

  /** The exact text of a file that is open, else of the active one. */
  async text(file?: string): Promise<string | undefined> {
    const path = file === undefined ? (await this.active())?.path : join(this.#folder, file);
    return path === undefined ? undefined : this.#probe.ask('text', { path });
  }

  /** Waits until the text of the active editor is exactly this. */
  async becomes(text: string): Promise<void> {
    await becomes(() => this.text(), text);
  }

  /** The lines in view as they are drawn, ghost text included. */
  async visibleLines(): Promise<readonly string[]> {
    const lines = await this.#view.locator('.view-line').all();
    const drawn = await Promise.all(
      lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, text: (await line.textContent()) ?? '' })),
    );
    // The page keeps lines in the order it drew them, and writes blanks as no-break spaces.
    return drawn.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' '));
  }

  /** What is suggested in grey: the rest of the line and the lines below it. Empty where nothing is. */
  async ghostText(): Promise<string> {
    const inLine = await this.#view.locator('.ghost-text-decoration, .ghost-text-decoration-preview').allTextContents();
    const below = await this.#view.locator('.suggest-preview-text .view-line').allTextContents();
    return [inLine.join(''), ...below].join('\n').replaceAll('\u00a0', ' ');
  }

  /** The texts of all CodeLens rows in view, from top to bottom: one list of links a row. */
  async codeLenses(): Promise<readonly (readonly string[])[]> {
    const rows = await this.#view.locator('.codelens-decoration').all();
    return Promise.all(
      rows.map(async (row) => (await row.locator('a, span').allInnerTexts()).filter((text) => /[^|\s]/.test(text))),
    );
  }

  async clickCodeLens(text: string): Promise<void> {
    await this.#view.locator('.codelens-decoration a', { hasText: text }).first().click();
  }
}
