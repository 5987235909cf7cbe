import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { launchPersistentBrowser } from '../../../scripts/vscode/browser.ts';
import { testEnvironment } from '../../../scripts/vscode/environment.ts';
import { installVsCode, repository } from '../../../scripts/vscode/installation.ts';
import {
  createTemporaryProfile,
  removeProfile,
  writeSettings,
  type Profile,
  type ProfileSettings,
} from '../../../scripts/vscode/profile.ts';
import { quietSettings } from '../../../scripts/vscode/quietSettings.ts';
import { installExtension, linkExtension, startServer, type Server } from '../../../scripts/vscode/server.ts';
import { workbenchUrl } from '../../../scripts/vscode/workbenchUrl.ts';
import { Editor } from './editor.ts';
import { Notifications } from './notifications.ts';
import { installProbe, Probe } from './probe.ts';
import { QuickInput } from './quickInput.ts';
import { StatusBarItem } from './statusBar.ts';
import { until } from './until.ts';

export interface WorkbenchOptions {
  /** The files of the workspace, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: ProfileSettings;
  /** Variables of the extension host. The developer's own keys are never among them. */
  readonly env?: Readonly<Record<string, string>>;
  /** A packed extension to install. Without it, Parlance runs from `dist`. */
  readonly vsix?: string;
  /** Others to run beside Parlance: folders by the extension's name. */
  readonly extensions?: Readonly<Record<string, string>>;
  /** Asks for trust as VS Code does; the workspace starts untrusted. */
  readonly isTrustAsked?: boolean;
  /** A profile to go on with after a restart; it is the caller's to remove. */
  readonly profile?: Profile;
}

const parlance = 'parlance.parlance';

/**
 * A whole VS Code with Parlance in it, as a user has it before them.
 *
 * Traps:
 * - A window that may load extensions from paths shows no notifications, so Parlance and the probe are installed ones.
 * - Settings of scope `machine` count only in the machine's file, so settings are written to both.
 * - Only what is in view exists in the page: scroll first, or ask for the exact text.
 * - A fresh window draws the editor some seconds before extensions run: `open` waits for both.
 */
export class Workbench {
  readonly page: Page;
  /** Where the workspace is. */
  readonly folder: string;
  readonly profile: Profile;
  readonly probe: Probe;
  readonly editor: Editor;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly statusBarItem: StatusBarItem;
  readonly #server: Server;
  readonly #context: BrowserContext;
  readonly #isProfileOurs: boolean;

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const profile = options.profile ?? createTemporaryProfile();
    const folder = join(profile.folder, 'workspace');
    writeFiles(folder, options.files ?? {});
    writeSettings(profile, withQuiet(options));
    const probe = await Probe.listen();
    const vscode = await installVsCode();
    await installProbe(profile);
    const env = testEnvironment({ ...options.env, ...probe.env });
    if (options.vsix) installExtension({ vscode, profile, env }, options.vsix);
    else linkExtension(profile, repository, `${parlance}-0.0.0`);
    for (const [name, path] of Object.entries(options.extensions ?? {})) linkExtension(profile, path, `${name}-0.0.0`);
    const [server, context] = await Promise.all([
      startServer({ vscode, profile, env }),
      launchPersistentBrowser(profile.browser, { viewport: { width: 1280, height: 800 } }),
    ]);
    const workbench = new Workbench({ server, context, probe, profile, folder, isProfileOurs: !options.profile });
    try {
      await workbench.#show(workbenchUrl({ port: server.port, workspace: folder }));
      return workbench;
    } catch (error) {
      await workbench.screenshot(join(repository, 'test-results/not opened.png'));
      await workbench.close();
      throw error;
    }
  }

  private constructor(parts: {
    readonly server: Server;
    readonly context: BrowserContext;
    readonly probe: Probe;
    readonly profile: Profile;
    readonly folder: string;
    readonly isProfileOurs: boolean;
  }) {
    const { server, context, probe, profile, folder, isProfileOurs } = parts;
    const [page] = context.pages();
    if (!page) throw new Error('The browser has no page.');
    this.page = page;
    this.folder = folder;
    this.profile = profile;
    this.probe = probe;
    this.editor = new Editor(page, probe, folder);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page, probe);
    this.statusBarItem = new StatusBarItem(page);
    this.#server = server;
    this.#context = context;
    this.#isProfileOurs = isProfileOurs;
  }

  /** Runs a command from the palette, by its title there. */
  async run(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** The document inside the webview whose frame has that title; of the only one without it. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Changes a setting as a user would, in the settings' editor. */
  async setting(key: string, value: unknown): Promise<void> {
    await this.probe.ask('setting', { key, value });
  }

  async theme(kind: 'light' | 'dark' | 'highContrast' | 'highContrastLight'): Promise<void> {
    const [name, drawn] = themes[kind];
    await this.setting('workbench.colorTheme', name);
    await this.page.locator(`.monaco-workbench.${drawn}`).waitFor();
  }

  /** Closes all editors, unsaved ones included, and puts away what lies above them. */
  async tidy(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.probe.ask('command', { id: 'notifications.clearAll', args: [] });
    await this.probe.ask('revertAndCloseAll', {});
  }

  async screenshot(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }

  /** Ends all of it. The window closes first, so that extensions are deactivated as they are for a user. */
  async close(): Promise<void> {
    await this.page.goto('about:blank');
    await this.#context.close();
    await this.#server.stop();
    await this.probe.close();
    if (this.#isProfileOurs) removeProfile(this.profile);
  }

  /** Ends all of it as a crash does: nothing in it has a chance to save. The profile stays. */
  async crash(): Promise<void> {
    await this.#server.kill();
    await this.#context.close();
    await this.probe.close();
  }

  async #show(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
    const isActive = () => Promise.race([this.probe.ask('isActive', { extension: parlance }), silence()]);
    await until('Parlance active', isActive, (active) => active);
  }
}

/** For a probe that never calls. */
const silence = () => delay(60_000, false, { ref: false });

/** Setting → the class of the workbench that draws it. */
const themes = {
  light: ['Default Light Modern', 'vs'],
  dark: ['Default Dark Modern', 'vs-dark'],
  highContrast: ['Default High Contrast', 'hc-black'],
  highContrastLight: ['Default High Contrast Light', 'hc-light'],
} as const;

function withQuiet({ settings = {}, isTrustAsked = false }: WorkbenchOptions): ProfileSettings {
  const trust = { 'security.workspace.trust.enabled': isTrustAsked, 'security.workspace.trust.startupPrompt': 'never' };
  return { ...settings, both: { ...quietSettings, ...trust, ...settings.both } };
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
